namespace Falco.Engine.Events;

/// <summary>Names of signals.</summary>
public static class Signal
{
    /// <summary>The name of a signal, for instance SIGKILL for 9; empty for real-time signals and numbers without a name.</summary>
    public static ReadOnlySpan<byte> NameOf(int number) => number switch
    {
        1 => "SIGHUP"u8,
        2 => "SIGINT"u8,
        3 => "SIGQUIT"u8,
        4 => "SIGILL"u8,
        5 => "SIGTRAP"u8,
        6 => "SIGABRT"u8,
        7 => "SIGBUS"u8,
        8 => "SIGFPE"u8,
        9 => "SIGKILL"u8,
        10 => "SIGUSR1"u8,
        11 => "SIGSEGV"u8,
        12 => "SIGUSR2"u8,
        13 => "SIGPIPE"u8,
        14 => "SIGALRM"u8,
        15 => "SIGTERM"u8,
        16 => "SIGSTKFLT"u8,
        17 => "SIGCHLD"u8,
        18 => "SIGCONT"u8,
        19 => "SIGSTOP"u8,
        20 => "SIGTSTP"u8,
        21 => "SIGTTIN"u8,
        22 => "SIGTTOU"u8,
        23 => "SIGURG"u8,
        24 => "SIGXCPU"u8,
        25 => "SIGXFSZ"u8,
        26 => "SIGVTALRM"u8,
        27 => "SIGPROF"u8,
        28 => "SIGWINCH"u8,
        29 => "SIGIO"u8,
        30 => "SIGPWR"u8,
        31 => "SIGSYS"u8,
        _ => default,
    };
}
