namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>For every rule what sets it off; none of it changes the machine.</summary>
internal static class RuleActions
{
    /// <summary>For the rules that this program comes with.</summary>
    public static IReadOnlyList<RuleAction> Default { get; } =
    [
        .. Shared,
        // Servers that may read it at their start, as this list of such servers knows them.
        new("Read sensitive file trusted after startup", Place.Server, "read x < /etc/shadow", "vsftpd {test}", ("fd.name", "/etc/shadow")),
        new("Package manager launched in container", Place.Container, "/bin/dpkg -l", "dpkg sh runc", ("proc.cmdline", "dpkg -l")),
        new("Write below etc", Place.Container, "echo intruder >> /etc/passwd", "sh runc {test}", ("fd.name", "/etc/passwd")),
        new("Write below etc", Place.Host, "unshare -m sh -c 'mount -t tmpfs none /etc; cd /etc; echo > made; :'", "sh sh {test}", ("fd.name", "/etc/made"))
        {
            Way = "on the host",
        },
        new("Delete or rename shell history", Place.Container, "/bin/rm /root/.bash_history", "rm sh runc", ("fs.path.name", "/root/.bash_history")),
        new("Delete or rename shell history", Place.Host, "touch .zsh_history; mv .zsh_history other", "mv sh {test}", ("fs.path.source", "{folder}/.zsh_history"))
        {
            Way = "renamed",
        },
        new("Delete or rename shell history", Place.Host, "echo > .python_history", "sh {test}", ("fd.name", "{folder}/.python_history")) { Way = "emptied" },
        new("Linux Kernel Module Injection Detected", Place.Container, "", "")
        {
            Impossible = "the rule asks for a module that was loaded, and a module in the kernel of the machine is no matter for a test",
        },
    ];

    /// <summary>For the rules that come with Falco.</summary>
    public static IReadOnlyList<RuleAction> Official { get; } =
    [
        .. Shared,
        new("Read sensitive file trusted after startup", Place.Server, "read x < /etc/shadow", "nginx {test}", ("fd.name", "/etc/shadow")),
        new("Linux Kernel Module Injection Detected", Place.Container, "echo > /tmp/evil.ko; /bin/insmod /tmp/evil.ko", "insmod sh runc", ("proc.cmdline", "insmod /tmp/evil.ko")),
    ];

    /// <summary>For those that both have. In containers programs have paths: by a name alone busybox's shell does the work itself.</summary>
    private static IEnumerable<RuleAction> Shared =>
    [
        new("Terminal shell in container", Place.ContainerTerminal, "true", "sh runc", ("proc.cmdline", "sh -c *")),
        new("System user interactive", Place.Host, "cp /bin/sh sshd; ./sshd -c 'setpriv --reuid www-data --clear-groups true; :'", "true sshd sh {test}") { User = "www-data" },
        new("System user interactive", Place.Container, "printf '#!/bin/sh\n/bin/su www-data -s /bin/sh -c /bin/true' > /tmp/sshd; chmod +x /tmp/sshd; /tmp/sshd", "sh sshd sh runc")
        {
            Way = "in a container", User = "www-data",
        },
        new("Run shell untrusted", Place.Host, "cp /bin/sh nginx; ./nginx -c 'sh -c true; :'", "sh nginx sh {test}", ("proc.pexepath", "{folder}/nginx")),
        new("Netcat Remote Code Execution in Container", Place.Container, "/bin/nc 127.0.0.1 1 -e /bin/true", "nc sh runc", ("proc.exepath", "/bin/busybox")),
        new("Redirect STDOUT/STDIN to Network Connection in Container", Place.Container, "/bin/nc 127.0.0.1 {port} -e /bin/true", "nc sh runc",
            ("fd.name", "127.0.0.1:*->127.0.0.1:{port}"), ("fd.l4proto", "tcp")),
        new("Drop and execute new binary in container", Place.Container, "cp /bin/busybox /tmp/echo; /tmp/echo dropped", "echo sh runc", ("proc.exepath", "/tmp/echo")),
        new("Execution from /dev/shm", Place.Host, "unshare -m sh -c 'mount -t tmpfs none /dev/shm; cp /bin/true /dev/shm/run; /dev/shm/run; :'", "run sh sh {test}",
            ("proc.exepath", "/dev/shm/run")),
        new("Fileless execution via memfd_create", Place.Host, FromMemory("exec {\"/proc/$$/fd/$fd\"} \"innocent\""), "* sh {test}", ("proc.exepath", "memfd:secret*"))
        {
            Needs = ["perl"],
        },
        new("Read sensitive file untrusted", Place.Host, "cat /etc/shadow > /dev/null", "cat sh {test}", ("fd.name", "/etc/shadow")),
        new("Read sensitive file untrusted", Place.Container, "/bin/cat /etc/shadow", "cat sh runc", ("fd.name", "/etc/shadow")) { Way = "in a container" },
        new("Directory traversal monitored file read", Place.Host, "cd /usr/share; timeout 9 cat ../../etc/passwd", "cat timeout sh {test}",
            ("fd.name", "/etc/passwd"), ("fd.nameraw", "../../etc/passwd")),
        new("Search Private Keys or Passwords", Place.Host, "setpriv --reuid nobody --clear-groups grep -r 'BEGIN RSA PRIVATE' /dev/null", "grep sh {test}") { User = "nobody" },
        new("Search Private Keys or Passwords", Place.Container, "/bin/find /root -name id_rsa", "find sh runc") { Way = "in a container" },
        new("Find AWS Credentials", Place.Host, "find . -path ./.aws/credentials", "find sh {test}", ("proc.cwd", "{folder}/")),
        new("Create Symlink Over Sensitive Files", Place.Host, "ln -s /etc/shadow link", "ln sh {test}", ("evt.arg.target", "/etc/shadow"), ("evt.arg.linkpath", "{folder}/link")),
        new("Create Hardlink Over Sensitive Files", Place.Container, "/bin/ln /etc/shadow /tmp/hard", "ln sh runc", ("evt.arg.oldpath", "/etc/shadow"), ("evt.arg.newpath", "/tmp/hard")),
        new("Remove Bulk Data from Disk", Place.Host, "echo > file; shred file", "shred sh {test}"),
        new("Debugfs Launched in Privileged Container", Place.Container, "/bin/debugfs /dev/null", "debugfs sh runc"),
        new("Detect release_agent File Container Escapes", Place.Container, "echo > /tmp/release_agent", "sh runc {test}",
            ("fd.name", "/tmp/release_agent"), ("thread.cap_effective", "*CAP_SYS_ADMIN*")),
        new("PTRACE attached to process", Place.Host, Perl("""
            $child = fork;
            if (!$child) { sleep 60; exit }
            $result = syscall(101, 0x4206, $child, 0, 0);
            kill 9, $child;
            exit($result == 0 ? 0 : 1)
            """), "perl sh {test}", ("evt.arg.request", "PTRACE_SEIZE")) { Needs = ["perl"] },
        new("PTRACE anti-debug attempt", Place.Host, Perl("syscall(101, 0, 0, 0, 0)"), "perl sh {test}", ("evt.arg.request", "PTRACE_TRACEME")) { Needs = ["perl"] },
        new("Contact K8S API Server From Container", Place.Container, $"/bin/nc {WatchedMachine.ApiServer} {{port}}", "nc sh runc",
            ("fd.name", $"127.0.0.1:*->{WatchedMachine.ApiServer}:{{port}}"), ("fd.sip.name", "kubernetes.default.svc.cluster.local")),
        // The applets by their own names are what the rule allows.
        new("Packet socket created in container", Place.Container, "/bin/busybox arping -c 1 -w 1 -I lo 127.0.0.1", "busybox sh runc", ("evt.arg.domain", "AF_PACKET")),
        // A network of its own, with an address in it that is nobody's: the connection stays within the machine.
        new("Disallowed SSH Connection Non Standard Port", Place.Host, $$"""
            unshare -n sh -c 'busybox ip link set lo up; busybox ip addr add 203.0.113.7/32 dev lo; exec "$@"' sh {{Perl("""
            use IO::Socket::INET;
            $server = IO::Socket::INET->new(Listen => 1, LocalAddr => "203.0.113.7", LocalPort => 8080) or die;
            if (!fork) { exec {$^X} "ssh", "-MIO::Socket::INET", "-e", "IO::Socket::INET->new(PeerAddr => q(203.0.113.7), PeerPort => 8080) or die" }
            wait
            """)}}
            """, "perl perl sh {test}", ("fd.name", "203.0.113.7:*->203.0.113.7:8080"), ("fd.l4proto", "tcp")) { Needs = ["perl", "busybox"] },
        new("Clear Log Activities", Place.Container, "echo > /var/log/auth.log", "sh runc {test}", ("fd.name", "/var/log/auth.log")),
    ];

    private static string Perl(string program) => $"perl -e '{program}'";

    /// <summary>Puts a program into a file without a name and starts it as the last statement says.</summary>
    private static string FromMemory(string start) => Perl($$"""
        $name = "secret";
        $fd = syscall(319, $name, 0);
        open($memory, ">&=", $fd) and open($file, "<", "/bin/true") or die;
        sysread($file, $bytes, 1 << 24);
        syswrite($memory, $bytes);
        {{start}}
        """);
}
