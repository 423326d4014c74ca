# The worked checks of the rules of Windows that are about tables and binds;
# those about ephemeral ranges are tests/unit/ephemeral/test_ephemeral.c.

# Names of the registry's persistent exclusions.
$ printf 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nsi\\{eb004a03-9b1a-11d4-9123-0050047759bc}\\29\n    c3503c00    REG_BINARY    1200FFFF\n    d8cc6400    REG_BINARY    1200FFFF\n' > nsi.txt; portplan show --quiet nsi.txt | grep '^5'
50000  50059     60 * hns-excluded-range      administered, the range HNS makes
55500  55599    100 * administrator (likely)  administered, not HNS's 50000+60;
? exit 0

# A row that ends above the last port.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     55506      555605\n\n* - Administered port exclusions.\n' | portplan show --quiet --format count
{ "schema": "portplan.count/1", "sections": 1, "excluded": 0, "administered": 0, "facts": 0, "rejected": 1 }
? exit 0

# An administered range: a plain bind passes, HTTP.sys is refused.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50000       50059     *\n     55500       55599     *\n\n* - Administered port exclusions.\n' > admin.txt; portplan what-if 'bind 55550; expect outcome ok; bind 55551 as http.sys; expect outcome 32' admin.txt --quiet
1  bind tcp 55550
   + 55550/tcp bound
2  expect outcome ok
   holds
3  bind tcp 55551 as http.sys
   x refused (32): The process cannot access the file because it is being used by another process.
     55500-55599 is excluded by administrator (admin.txt:6)
4  expect outcome 32
   holds
Plan: 1 to add
   + tcp port in use: 55550
? exit 0

# Deleting must match exactly.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     50000       50059     *\n     55500       55599     *\n\n* - Administered port exclusions.\n' > admin.txt; portplan what-if 'unreserve 50000+50; expect outcome 2; unreserve 50000+60; expect outcome ok' admin.txt --quiet
1  unreserve tcp 50000+50
     netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=50
   x refused (2): The system cannot find the file specified.
     50000-50059 is excluded by hns-excluded-range (admin.txt:5)
2  expect outcome 2
   holds
3  unreserve tcp 50000+60
     netsh int ipv4 delete excludedportrange protocol=tcp startport=50000 numberofports=60
   - 50000-50059 *
     note: HNS made this range and makes it again when it starts
4  expect outcome ok
   holds
Plan: 1 to remove
   - 50000-50059 *
? exit 0

# A block of winnat: the bind is refused and nothing holds the port; the range
# over it cannot be added until winnat stops, and is never deleted.
$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     55485       55584\n\n* - Administered port exclusions.\n' > block.txt; portplan check 55555 block.txt --quiet
55555/tcp  blocked: a program that binds it gets WSAEACCES (10013)
  excluded 55485-55584, owner winnat (likely): block of 100 (block.txt:5)
  cure: stop winnat, reserve 55555, start winnat; the block comes back elsewhere
        or use another port: 29998, the nearest good one outside the dynamic
        range
next: portplan fix 55555 block.txt
? exit 1

$ printf 'Protocol tcp Port Exclusion Ranges\n\nStart Port    End Port\n----------    --------\n     55485       55584\n\n* - Administered port exclusions.\n' > block.txt; portplan what-if 'bind 55555; expect outcome 10013; reserve 55500+100; expect outcome 32; unreserve 55500+100; expect outcome 2; unreserve 55485+100; expect outcome 5; stop winnat; reserve 55500+100; expect outcome ok' block.txt --quiet
1  bind tcp 55555
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     55485-55584 is excluded by winnat (block.txt:5)
2  expect outcome 10013
   holds
3  reserve tcp 55500+100
     netsh int ipv4 add excludedportrange protocol=tcp startport=55500 numberofports=100
   x refused (32): The process cannot access the file because it is being used by another process.
     55485-55584 is excluded by winnat (block.txt:5)
4  expect outcome 32
   holds
5  unreserve tcp 55500+100
     netsh int ipv4 delete excludedportrange protocol=tcp startport=55500 numberofports=100
   x refused (2): The system cannot find the file specified.
     55485-55584 is excluded by winnat (block.txt:5)
6  expect outcome 2
   holds
7  unreserve tcp 55485+100
     netsh int ipv4 delete excludedportrange protocol=tcp startport=55485 numberofports=100
   x refused (5): Access is denied.
     55485-55584 is excluded by winnat (block.txt:5)
     note: one user saw the block gone after this refusal, twice
       (docker/for-win#3171; --assume delete-foreign=removed): look at the table
       again
8  expect outcome 5
   holds
9  stop winnat                  net stop winnat
   - 1 block of 100 released: 55485-55584
   - winnat is stopped
     note: stopping winnat can disconnect containers and WSL
10 reserve tcp 55500+100
   + 55500-55599 *
     note: programs can bind these ports; http.sys, QUIC, Windows containers and
       Kubernetes nodes (HNS) are refused there, Docker Desktop's Linux
       containers are not
11 expect outcome ok
   holds
Plan: 1 to add, 2 to remove
   + 55500-55599 *
   - 1 block of 100 released: 55485-55584
   - winnat is stopped
? exit 0
