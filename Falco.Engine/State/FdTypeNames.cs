using Falco.Engine.Events;

namespace Falco.Engine.State;

/// <summary>The names of descriptor types: fd.type and fd.typechar.</summary>
internal static class FdTypeNames
{
    private static readonly Utf8[] Names = Build();

    /// <summary>The type as a word, for instance "ipv4"; &lt;NA&gt; for types without one.</summary>
    public static Utf8 Name(FdType type) => Names[(int)type < Names.Length ? (int)type : 0];

    /// <summary>The first type that has the same name: files and sockets come in several types.</summary>
    public static int NameIndex(FdType type) => type switch
    {
        FdType.FileV2 => (int)FdType.File,
        FdType.Ipv4ServerSocket => (int)FdType.Ipv4Socket,
        FdType.Ipv6ServerSocket => (int)FdType.Ipv6Socket,
        FdType.Unsupported or > FdType.PidFd => (int)FdType.Unknown,
        _ => (int)type,
    };

    /// <summary>The type as a character, for instance '4'.</summary>
    public static byte Char(FdType type) => type switch
    {
        FdType.File or FdType.FileV2 => (byte)'f',
        FdType.Directory => (byte)'d',
        FdType.Ipv4Socket or FdType.Ipv4ServerSocket => (byte)'4',
        FdType.Ipv6Socket or FdType.Ipv6ServerSocket => (byte)'6',
        FdType.Fifo => (byte)'p',
        FdType.UnixSocket or FdType.UserFaultFd => (byte)'u',
        FdType.Event => (byte)'e',
        FdType.Unknown => (byte)'o',
        FdType.Unsupported => (byte)'X',
        FdType.SignalFd => (byte)'s',
        FdType.EventPoll => (byte)'l',
        FdType.Inotify => (byte)'i',
        FdType.TimerFd => (byte)'t',
        FdType.Netlink => (byte)'n',
        FdType.Bpf => (byte)'b',
        FdType.IoUring => (byte)'r',
        FdType.MemFd => (byte)'m',
        FdType.PidFd => (byte)'P',
        _ => (byte)'?',
    };

    private static Utf8[] Build()
    {
        var names = new Utf8[(int)FdType.PidFd + 1];
        Array.Fill(names, Utf8.From("<NA>"));
        void Set(string name, params ReadOnlySpan<FdType> types)
        {
            var text = Utf8.From(name);
            foreach (var type in types)
            {
                names[(int)type] = text;
            }
        }

        Set("file", FdType.File, FdType.FileV2);
        Set("directory", FdType.Directory);
        Set("ipv4", FdType.Ipv4Socket, FdType.Ipv4ServerSocket);
        Set("ipv6", FdType.Ipv6Socket, FdType.Ipv6ServerSocket);
        Set("unix", FdType.UnixSocket);
        Set("pipe", FdType.Fifo);
        Set("event", FdType.Event);
        Set("signalfd", FdType.SignalFd);
        Set("eventpoll", FdType.EventPoll);
        Set("inotify", FdType.Inotify);
        Set("timerfd", FdType.TimerFd);
        Set("netlink", FdType.Netlink);
        Set("bpf", FdType.Bpf);
        Set("userfaultfd", FdType.UserFaultFd);
        Set("io_uring", FdType.IoUring);
        Set("memfd", FdType.MemFd);
        Set("pidfd", FdType.PidFd);
        return names;
    }
}
