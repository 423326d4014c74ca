# A URL that a program has registered: http.sys has its port, and shares it.
$ printf '> Request queue name: Request queue is unnamed.\n>     Version: 2.0\n>     Process IDs:\n>         2044\n>     URL groups:\n>         Registered URLs:\n>             <HTTP://+:8091/APP/>\n' > dump.txt; portplan check 8091 dump.txt; portplan check 8091 --as http.sys dump.txt; portplan what-if 'bind 8091; bind 8091 as http.sys; reserve 8091; expect 8091 in-use' dump.txt; portplan fix 8091 dump.txt
8091/tcp  in-use: http.sys (pid 2044) has it, a program that binds it gets WSAEACCES (10013)
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered by a program (process id 2044)
  8091 is registered for jamlink (IANA); commonly run: Couchbase management
  cure: stop the program with process id 2044, which has registered the port with http.sys, or change its URL
8091/tcp  free: http.sys (pid 2044) has it and shares it: another path can be registered
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered by a program (process id 2044)
  8091 is registered for jamlink (IANA); commonly run: Couchbase management
1  bind tcp 8091
   x refused (10013): An attempt was made to access a socket in a way forbidden by its access permissions.
     8091 is excluded by http.sys (dump.txt:7)
2  bind tcp 8091 as http.sys
3  reserve tcp 8091
     netsh int ipv4 add excludedportrange protocol=tcp startport=8091 numberofports=1
   x refused (32): The process cannot access the file because it is being used by another process.
     8091 is excluded by http.sys (dump.txt:7)
4  expect 8091 in-use
   holds
Plan: no changes
8091/tcp  in-use
  a URL of http.sys is on this port: HTTP://+:8091/APP/ (dump.txt:7), registered by a program (process id 2044)
  stop the program with process id 2044, which has registered the port with
  http.sys, or change its URL
  portplan suggest --near 8091 finds another port, and says why
no commands cure this
? exit 1
