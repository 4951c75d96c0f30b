namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>What people and programs do all day long.</summary>
internal static class QuietActions
{
    public static IReadOnlyList<(Place Place, string Line)> All { get; } =
    [
        (Place.Host, "ls -la / /etc /root /var/log; df; mount; uname -a; id; date; env"),
        (Place.Host, "ps aux; cat /proc/self/status /proc/loadavg"),
        (Place.Host, "cat /etc/passwd /etc/hostname /etc/hosts /etc/resolv.conf; getent passwd root"),
        (Place.Host, "mkdir -p a/b; echo text > a/b/file; cp a/b/file copy; mv copy moved; cat moved | grep text | sort | uniq -c; rm -r a moved"),
        (Place.Host, "touch one; ln -s one two; ln one three; chmod 600 one; sed -i 's/a/b/' one; find . -type f -exec stat {} +; rm one two three"),
        (Place.Host, "mkdir d; echo x > d/x; tar czf d.tar.gz d; rm -r d; tar xzf d.tar.gz; gzip -t d.tar.gz"),
        (Place.Host, "cp /bin/true program; ./program; sh -c ./program; echo 'exit 0' > script; sh ./script"),
        (Place.Host, "script -qec 'stty size; sh -c true' /dev/null"),
        (Place.Host, "echo line >> app.log; : > app.log; mv app.log app.log.1; grep -r hello . ; find / -maxdepth 1 -name etc"),
        (Place.Host, "setpriv --reuid nobody --clear-groups sh -c 'id; ls /tmp > /dev/null'"),
        (Place.Host, "perl -e 'open(F, \">\", \"made\"); print F 1; close F; exec \"/bin/true\"'"),
        (Place.Host, "unshare -m sh -c 'mount -t tmpfs none /mnt; echo > /mnt/file'"),
        (Place.Container, "ls -la /; cat /etc/passwd; ps; id; df; mount; date"),
        (Place.Container, "mkdir -p /tmp/d; echo text > /tmp/d/file; cp /tmp/d/file /tmp/copy; cat /tmp/copy | grep text; rm -r /tmp/d /tmp/copy"),
        (Place.Container, "nc 127.0.0.1 {port}; echo log >> /var/log/app.log; ln -s /bin/sh /tmp/link; rm /tmp/link"),
        (Place.Container, "echo 'exit 0' > /tmp/script; sh /tmp/script; rm /tmp/script"),
    ];
}
