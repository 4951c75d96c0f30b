namespace Falco.Engine.Events;

/// <summary>The names of flags and enumeration values, in the schema's order, which decides how they print.</summary>
internal static class FlagSymbols
{
    public static readonly FlagSymbol[] SocketFamilies =
    [
        new("AF_NFC", 39),
        new("AF_ALG", 38),
        new("AF_CAIF", 37),
        new("AF_IEEE802154", 36),
        new("AF_PHONET", 35),
        new("AF_ISDN", 34),
        new("AF_RXRPC", 33),
        new("AF_IUCV", 32),
        new("AF_BLUETOOTH", 31),
        new("AF_TIPC", 30),
        new("AF_CAN", 29),
        new("AF_LLC", 26),
        new("AF_WANPIPE", 25),
        new("AF_PPPOX", 24),
        new("AF_IRDA", 23),
        new("AF_SNA", 22),
        new("AF_RDS", 21),
        new("AF_ATMSVC", 20),
        new("AF_ECONET", 19),
        new("AF_ASH", 18),
        new("AF_PACKET", 17),
        new("AF_ROUTE", 16),
        new("AF_NETLINK", 16),
        new("AF_KEY", 15),
        new("AF_SECURITY", 14),
        new("AF_NETBEUI", 13),
        new("AF_DECnet", 12),
        new("AF_ROSE", 11),
        new("AF_INET6", 10),
        new("AF_X25", 9),
        new("AF_ATMPVC", 8),
        new("AF_BRIDGE", 7),
        new("AF_NETROM", 6),
        new("AF_APPLETALK", 5),
        new("AF_IPX", 4),
        new("AF_AX25", 3),
        new("AF_INET", 2),
        new("AF_LOCAL", 1),
        new("AF_UNIX", 1),
        new("AF_UNSPEC", 0),
    ];

    public static readonly FlagSymbol[] FileFlags =
    [
        new("O_LARGEFILE", 2048),
        new("O_DIRECTORY", 1024),
        new("O_DIRECT", 512),
        new("O_TRUNC", 256),
        new("O_SYNC", 128),
        new("O_NONBLOCK", 64),
        new("O_EXCL", 32),
        new("O_DSYNC", 16),
        new("O_APPEND", 8),
        new("O_CREAT", 4),
        new("O_RDWR", 3),
        new("O_WRONLY", 2),
        new("O_RDONLY", 1),
        new("O_CLOEXEC", 4096),
        new("O_NONE", 0),
        new("O_TMPFILE", 8192),
        new("O_F_CREATED", 16384),
        new("FD_UPPER_LAYER", 32768),
        new("FD_LOWER_LAYER", 65536),
    ];

    public static readonly FlagSymbol[] CreatFlags =
    [
        new("FD_UPPER_LAYER_CREAT", 1),
        new("FD_LOWER_LAYER_CREAT", 2),
    ];

    public static readonly FlagSymbol[] FlockFlags =
    [
        new("LOCK_SH", 1),
        new("LOCK_EX", 2),
        new("LOCK_NB", 4),
        new("LOCK_UN", 8),
        new("LOCK_NONE", 0),
    ];

    public static readonly FlagSymbol[] CloneFlags =
    [
        new("CLONE_FILES", 1),
        new("CLONE_FS", 2),
        new("CLONE_IO", 4),
        new("CLONE_NEWIPC", 8),
        new("CLONE_NEWNET", 16),
        new("CLONE_NEWNS", 32),
        new("CLONE_NEWPID", 64),
        new("CLONE_NEWUTS", 128),
        new("CLONE_PARENT", 256),
        new("CLONE_PARENT_SETTID", 512),
        new("CLONE_PTRACE", 1024),
        new("CLONE_SIGHAND", 2048),
        new("CLONE_SYSVSEM", 4096),
        new("CLONE_THREAD", 8192),
        new("CLONE_UNTRACED", 16384),
        new("CLONE_VM", 32768),
        new("CLONE_INVERTED", 65536),
        new("NAME_CHANGED", 131072),
        new("CLOSED", 262144),
        new("CLONE_NEWUSER", 1048576),
        new("CLONE_CHILD_CLEARTID", 8388608),
        new("CLONE_CHILD_SETTID", 16777216),
        new("CLONE_SETTLS", 33554432),
        new("CLONE_STOPPED", 67108864),
        new("CLONE_VFORK", 134217728),
        new("CLONE_NEWCGROUP", 268435456),
        new("CLONE_CHILD_IN_PIDNS", 536870912),
    ];

    public static readonly FlagSymbol[] FutexOperations =
    [
        new("FUTEX_CLOCK_REALTIME", 256),
        new("FUTEX_PRIVATE_FLAG", 128),
        new("FUTEX_CMP_REQUEUE_PI", 12),
        new("FUTEX_WAIT_REQUEUE_PI", 11),
        new("FUTEX_WAKE_BITSET", 10),
        new("FUTEX_WAIT_BITSET", 9),
        new("FUTEX_TRYLOCK_PI", 8),
        new("FUTEX_UNLOCK_PI", 7),
        new("FUTEX_LOCK_PI", 6),
        new("FUTEX_WAKE_OP", 5),
        new("FUTEX_CMP_REQUEUE", 4),
        new("FUTEX_REQUEUE", 3),
        new("FUTEX_FD", 2),
        new("FUTEX_WAKE", 1),
        new("FUTEX_WAIT", 0),
    ];

    public static readonly FlagSymbol[] PollFlags =
    [
        new("POLLIN", 1),
        new("POLLPRI", 2),
        new("POLLOUT", 4),
        new("POLLRDHUP", 8),
        new("POLLERR", 16),
        new("POLLHUP", 32),
        new("POLLNVAL", 64),
        new("POLLRDNORM", 128),
        new("POLLRDBAND", 256),
        new("POLLWRNORM", 512),
        new("POLLWRBAND", 1024),
    ];

    public static readonly FlagSymbol[] MountFlags =
    [
        new("RDONLY", 1),
        new("NOSUID", 2),
        new("NODEV", 4),
        new("NOEXEC", 8),
        new("SYNCHRONOUS", 16),
        new("REMOUNT", 32),
        new("MANDLOCK", 64),
        new("DIRSYNC", 128),
        new("NOATIME", 1024),
        new("NODIRATIME", 2048),
        new("BIND", 4096),
        new("MOVE", 8192),
        new("REC", 16384),
        new("SILENT", 32768),
        new("POSIXACL", 65536),
        new("UNBINDABLE", 131072),
        new("PRIVATE", 262144),
        new("SLAVE", 524288),
        new("SHARED", 1048576),
        new("RELATIME", 2097152),
        new("KERNMOUNT", 4194304),
        new("I_VERSION", 8388608),
        new("STRICTATIME", 16777216),
        new("LAZYTIME", 33554432),
        new("NOSEC", 268435456),
        new("BORN", 536870912),
        new("ACTIVE", 1073741824),
        new("NOUSER", 2147483648),
    ];

    public static readonly FlagSymbol[] UmountFlags =
    [
        new("FORCE", 1),
        new("DETACH", 2),
        new("EXPIRE", 4),
        new("NOFOLLOW", 8),
    ];

    public static readonly FlagSymbol[] LseekWhence =
    [
        new("SEEK_END", 2),
        new("SEEK_CUR", 1),
        new("SEEK_SET", 0),
    ];

    public static readonly FlagSymbol[] ShutdownHow =
    [
        new("SHUT_UNKNOWN", 65535),
        new("SHUT_RDWR", 2),
        new("SHUT_WR", 1),
        new("SHUT_RD", 0),
    ];

    public static readonly FlagSymbol[] RlimitResources =
    [
        new("RLIMIT_UNKNOWN", 255),
        new("RLIMIT_RTTIME", 15),
        new("RLIMIT_RTPRIO", 14),
        new("RLIMIT_NICE", 13),
        new("RLIMIT_MSGQUEUE", 12),
        new("RLIMIT_SIGPENDING", 11),
        new("RLIMIT_LOCKS", 10),
        new("RLIMIT_AS", 9),
        new("RLIMIT_MEMLOCK", 8),
        new("RLIMIT_NOFILE", 7),
        new("RLIMIT_NPROC", 6),
        new("RLIMIT_RSS", 5),
        new("RLIMIT_CORE", 4),
        new("RLIMIT_STACK", 3),
        new("RLIMIT_DATA", 2),
        new("RLIMIT_FSIZE", 1),
        new("RLIMIT_CPU", 0),
    ];

    public static readonly FlagSymbol[] FcntlCommands =
    [
        new("F_GETPIPE_SZ", 29),
        new("F_SETPIPE_SZ", 28),
        new("F_NOTIFY", 27),
        new("F_DUPFD_CLOEXEC", 26),
        new("F_CANCELLK", 25),
        new("F_GETLEASE", 24),
        new("F_SETLEASE", 23),
        new("F_GETOWN_EX", 22),
        new("F_SETOWN_EX", 21),
        new("F_SETLKW64", 19),
        new("F_SETLK64", 18),
        new("F_GETLK64", 17),
        new("F_GETSIG", 15),
        new("F_SETSIG", 13),
        new("F_GETOWN", 12),
        new("F_SETOWN", 10),
        new("F_SETLKW", 9),
        new("F_SETLK", 8),
        new("F_GETLK", 6),
        new("F_SETFL", 5),
        new("F_GETFL", 4),
        new("F_SETFD", 3),
        new("F_GETFD", 2),
        new("F_DUPFD", 1),
        new("F_OFD_GETLK", 30),
        new("F_OFD_SETLK", 31),
        new("F_OFD_SETLKW", 32),
        new("UNKNOWN", 0),
    ];

    public static readonly FlagSymbol[] SockoptLevels =
    [
        new("SOL_SOCKET", 1),
        new("SOL_TCP", 2),
        new("UNKNOWN", 0),
    ];

    public static readonly FlagSymbol[] SockoptOptions =
    [
        new("SO_COOKIE", 53),
        new("SO_MEMINFO", 52),
        new("SO_PEERGROUPS", 51),
        new("SO_ATTACH_BPF", 50),
        new("SO_INCOMING_CPU", 49),
        new("SO_BPF_EXTENSIONS", 48),
        new("SO_MAX_PACING_RATE", 47),
        new("SO_BUSY_POLL", 46),
        new("SO_SELECT_ERR_QUEUE", 45),
        new("SO_LOCK_FILTER", 44),
        new("SO_NOFCS", 43),
        new("SO_PEEK_OFF", 42),
        new("SO_WIFI_STATUS", 41),
        new("SO_RXQ_OVFL", 40),
        new("SO_DOMAIN", 39),
        new("SO_PROTOCOL", 38),
        new("SO_TIMESTAMPING", 37),
        new("SO_MARK", 36),
        new("SO_TIMESTAMPNS", 35),
        new("SO_PASSSEC", 34),
        new("SO_PEERSEC", 31),
        new("SO_ACCEPTCONN", 30),
        new("SO_TIMESTAMP", 29),
        new("SO_PEERNAME", 28),
        new("SO_DETACH_FILTER", 27),
        new("SO_ATTACH_FILTER", 26),
        new("SO_BINDTODEVICE", 25),
        new("SO_SECURITY_ENCRYPTION_NETWORK", 24),
        new("SO_SECURITY_ENCRYPTION_TRANSPORT", 23),
        new("SO_SECURITY_AUTHENTICATION", 22),
        new("SO_SNDTIMEO", 21),
        new("SO_RCVTIMEO", 20),
        new("SO_SNDLOWAT", 19),
        new("SO_RCVLOWAT", 18),
        new("SO_PEERCRED", 17),
        new("SO_PASSCRED", 16),
        new("SO_REUSEPORT", 15),
        new("SO_BSDCOMPAT", 14),
        new("SO_LINGER", 13),
        new("SO_PRIORITY", 12),
        new("SO_NO_CHECK", 11),
        new("SO_OOBINLINE", 10),
        new("SO_KEEPALIVE", 9),
        new("SO_RCVBUFFORCE", 33),
        new("SO_SNDBUFFORCE", 32),
        new("SO_RCVBUF", 8),
        new("SO_SNDBUF", 7),
        new("SO_BROADCAST", 6),
        new("SO_DONTROUTE", 5),
        new("SO_ERROR", 4),
        new("SO_TYPE", 3),
        new("SO_REUSEADDR", 2),
        new("SO_DEBUG", 1),
        new("UNKNOWN", 0),
    ];

    public static readonly FlagSymbol[] PtraceRequests =
    [
        new("PTRACE_SINGLEBLOCK", 38),
        new("PTRACE_SYSEMU_SINGLESTEP", 37),
        new("PTRACE_SYSEMU", 36),
        new("PTRACE_ARCH_PRCTL", 35),
        new("PTRACE_SET_THREAD_AREA", 34),
        new("PTRACE_GET_THREAD_AREA", 33),
        new("PTRACE_OLDSETOPTIONS", 32),
        new("PTRACE_SETFPXREGS", 31),
        new("PTRACE_GETFPXREGS", 30),
        new("PTRACE_SETFPREGS", 29),
        new("PTRACE_GETFPREGS", 28),
        new("PTRACE_SETREGS", 27),
        new("PTRACE_GETREGS", 26),
        new("PTRACE_SETSIGMASK", 25),
        new("PTRACE_GETSIGMASK", 24),
        new("PTRACE_PEEKSIGINFO", 23),
        new("PTRACE_LISTEN", 22),
        new("PTRACE_INTERRUPT", 21),
        new("PTRACE_SEIZE", 20),
        new("PTRACE_SETREGSET", 19),
        new("PTRACE_GETREGSET", 18),
        new("PTRACE_SETSIGINFO", 17),
        new("PTRACE_GETSIGINFO", 16),
        new("PTRACE_GETEVENTMSG", 15),
        new("PTRACE_SETOPTIONS", 14),
        new("PTRACE_SYSCALL", 13),
        new("PTRACE_DETACH", 12),
        new("PTRACE_ATTACH", 11),
        new("PTRACE_SINGLESTEP", 10),
        new("PTRACE_KILL", 9),
        new("PTRACE_CONT", 8),
        new("PTRACE_POKEUSR", 7),
        new("PTRACE_POKEDATA", 6),
        new("PTRACE_POKETEXT", 5),
        new("PTRACE_PEEKUSR", 4),
        new("PTRACE_PEEKDATA", 3),
        new("PTRACE_PEEKTEXT", 2),
        new("PTRACE_TRACEME", 1),
        new("PTRACE_UNKNOWN", 0),
    ];

    public static readonly FlagSymbol[] ProtFlags =
    [
        new("PROT_READ", 1),
        new("PROT_WRITE", 2),
        new("PROT_EXEC", 4),
        new("PROT_SEM", 8),
        new("PROT_GROWSDOWN", 16),
        new("PROT_GROWSUP", 32),
        new("PROT_SAO", 64),
        new("PROT_NONE", 0),
    ];

    public static readonly FlagSymbol[] MmapFlags =
    [
        new("MAP_SHARED", 1),
        new("MAP_PRIVATE", 2),
        new("MAP_FIXED", 4),
        new("MAP_ANONYMOUS", 8),
        new("MAP_32BIT", 16),
        new("MAP_RENAME", 32),
        new("MAP_NORESERVE", 64),
        new("MAP_POPULATE", 128),
        new("MAP_NONBLOCK", 256),
        new("MAP_GROWSDOWN", 512),
        new("MAP_DENYWRITE", 1024),
        new("MAP_EXECUTABLE", 2048),
        new("MAP_INHERIT", 4096),
        new("MAP_FILE", 8192),
        new("MAP_LOCKED", 16384),
    ];

    public static readonly FlagSymbol[] SpliceFlags =
    [
        new("SPLICE_F_MOVE", 1),
        new("SPLICE_F_NONBLOCK", 2),
        new("SPLICE_F_MORE", 4),
        new("SPLICE_F_GIFT", 8),
    ];

    public static readonly FlagSymbol[] QuotactlDqiFlags =
    [
        new("DQF_NONE", 1),
        new("V1_DQF_RSQUASH", 2),
    ];

    public static readonly FlagSymbol[] QuotactlCmds =
    [
        new("Q_QUOTAON", 1),
        new("Q_QUOTAOFF", 2),
        new("Q_GETFMT", 4),
        new("Q_GETINFO", 8),
        new("Q_SETINFO", 16),
        new("Q_GETQUOTA", 32),
        new("Q_SETQUOTA", 64),
        new("Q_SYNC", 128),
        new("Q_XQUOTAON", 256),
        new("Q_XQUOTAOFF", 512),
        new("Q_XGETQUOTA", 1024),
        new("Q_XSETQLIM", 2048),
        new("Q_XGETQSTAT", 4096),
        new("Q_XQUOTARM", 8192),
        new("Q_XQUOTASYNC", 16384),
    ];

    public static readonly FlagSymbol[] QuotactlTypes =
    [
        new("USRQUOTA", 1),
        new("GRPQUOTA", 2),
    ];

    public static readonly FlagSymbol[] QuotactlQuotaFmts =
    [
        new("QFMT_NOT_USED", 1),
        new("QFMT_VFS_OLD", 2),
        new("QFMT_VFS_V0", 4),
        new("QFMT_VFS_V1", 8),
    ];

    public static readonly FlagSymbol[] SemopFlags =
    [
        new("IPC_NOWAIT", 1),
        new("SEM_UNDO", 2),
    ];

    public static readonly FlagSymbol[] SemgetFlags =
    [
        new("IPC_EXCL", 16384),
        new("IPC_CREAT", 8192),
    ];

    public static readonly FlagSymbol[] SemctlCommands =
    [
        new("IPC_STAT", 1),
        new("IPC_SET", 2),
        new("IPC_RMID", 4),
        new("IPC_INFO", 8),
        new("SEM_INFO", 16),
        new("SEM_STAT", 32),
        new("GETALL", 64),
        new("GETNCNT", 128),
        new("GETPID", 256),
        new("GETVAL", 512),
        new("GETZCNT", 1024),
        new("SETALL", 2048),
        new("SETVAL", 4096),
    ];

    public static readonly FlagSymbol[] AccessFlags =
    [
        new("F_OK", 0),
        new("R_OK", 4),
        new("W_OK", 2),
        new("X_OK", 1),
    ];

    public static readonly FlagSymbol[] PfFlags =
    [
        new("PROTECTION_VIOLATION", 1),
        new("PAGE_NOT_PRESENT", 2),
        new("WRITE_ACCESS", 4),
        new("READ_ACCESS", 8),
        new("USER_FAULT", 16),
        new("SUPERVISOR_FAULT", 32),
        new("RESERVED_PAGE", 64),
        new("INSTRUCTION_FETCH", 128),
    ];

    public static readonly FlagSymbol[] UnlinkatFlags =
    [
        new("AT_REMOVEDIR", 512),
    ];

    public static readonly FlagSymbol[] LinkatFlags =
    [
        new("AT_SYMLINK_FOLLOW", 1024),
        new("AT_EMPTY_PATH", 4096),
    ];

    public static readonly FlagSymbol[] NewfstatatFlags =
    [
        new("AT_EMPTY_PATH", 4096),
        new("AT_NO_AUTOMOUNT", 2048),
        new("AT_SYMLINK_NOFOLLOW", 256),
    ];

    public static readonly FlagSymbol[] ChmodMode =
    [
        new("S_IXOTH", 1),
        new("S_IWOTH", 2),
        new("S_IROTH", 4),
        new("S_IXGRP", 8),
        new("S_IWGRP", 16),
        new("S_IRGRP", 32),
        new("S_IXUSR", 64),
        new("S_IWUSR", 128),
        new("S_IRUSR", 256),
        new("S_ISVTX", 512),
        new("S_ISGID", 1024),
        new("S_ISUID", 2048),
    ];

    public static readonly FlagSymbol[] FchownatFlags =
    [
        new("AT_SYMLINK_NOFOLLOW", 1024),
        new("AT_EMPTY_PATH", 4096),
    ];

    public static readonly FlagSymbol[] Renameat2Flags =
    [
        new("RENAME_NOREPLACE", 1),
        new("RENAME_EXCHANGE", 2),
        new("RENAME_WHITEOUT", 4),
    ];

    public static readonly FlagSymbol[] Openat2Flags =
    [
        new("RESOLVE_BENEATH", 1),
        new("RESOLVE_IN_ROOT", 2),
        new("RESOLVE_NO_MAGICLINKS", 4),
        new("RESOLVE_NO_SYMLINKS", 8),
        new("RESOLVE_NO_XDEV", 16),
        new("RESOLVE_CACHED", 32),
    ];

    public static readonly FlagSymbol[] ExecveFlags =
    [
        new("EXE_WRITABLE", 1),
        new("EXE_UPPER_LAYER", 2),
        new("EXE_FROM_MEMFD", 4),
        new("EXE_LOWER_LAYER", 8),
    ];

    public static readonly FlagSymbol[] ExecveatFlags =
    [
        new("AT_EMPTY_PATH", 1),
        new("AT_SYMLINK_NOFOLLOW", 2),
    ];

    public static readonly FlagSymbol[] IoUringSetupFlags =
    [
        new("IORING_SETUP_IOPOLL", 1),
        new("IORING_SETUP_SQPOLL", 2),
        new("IORING_SQ_NEED_WAKEUP", 4),
        new("IORING_SETUP_SQ_AFF", 8),
        new("IORING_SETUP_CQSIZE", 16),
        new("IORING_SETUP_CLAMP", 32),
        new("IORING_SETUP_ATTACH_RW", 64),
        new("IORING_SETUP_R_DISABLED", 128),
    ];

    public static readonly FlagSymbol[] IoUringSetupFeats =
    [
        new("IORING_FEAT_SINGLE_MMAP", 1),
        new("IORING_FEAT_NODROP", 2),
        new("IORING_FEAT_SUBMIT_STABLE", 4),
        new("IORING_FEAT_RW_CUR_POS", 8),
        new("IORING_FEAT_CUR_PERSONALITY", 16),
        new("IORING_FEAT_FAST_POLL", 32),
        new("IORING_FEAT_POLL_32BITS", 64),
        new("IORING_FEAT_SQPOLL_NONFIXED", 128),
        new("IORING_FEAT_ENTER_EXT_ARG", 256),
        new("IORING_FEAT_NATIVE_WORKERS", 512),
        new("IORING_FEAT_RSRC_TAGS", 1024),
    ];

    public static readonly FlagSymbol[] IoUringEnterFlags =
    [
        new("IORING_ENTER_GETEVENTS", 1),
        new("IORING_ENTER_SQ_WAKEUP", 2),
        new("IORING_ENTER_SQ_WAIT", 4),
        new("IORING_ENTER_EXT_ARG", 8),
    ];

    public static readonly FlagSymbol[] IoUringRegisterOpcodes =
    [
        new("IORING_REGISTER_BUFFERS", 0),
        new("IORING_UNREGISTER_BUFFERS", 1),
        new("IORING_REGISTER_FILES", 2),
        new("IORING_UNREGISTER_FILES", 3),
        new("IORING_REGISTER_EVENTFD", 4),
        new("IORING_UNREGISTER_EVENTFD", 5),
        new("IORING_REGISTER_FILES_UPDATE", 6),
        new("IORING_REGISTER_EVENTFD_ASYNC", 7),
        new("IORING_REGISTER_PROBE", 8),
        new("IORING_REGISTER_PERSONALITY", 9),
        new("IORING_UNREGISTER_PERSONALITY", 10),
        new("IORING_REGISTER_RESTRICTIONS", 11),
        new("IORING_REGISTER_ENABLE_RINGS", 12),
        new("IORING_REGISTER_FILES2", 13),
        new("IORING_REGISTER_FILES_UPDATE2", 14),
        new("IORING_REGISTER_BUFFERS2", 15),
        new("IORING_REGISTER_BUFFERS_UPDATE", 16),
        new("IORING_REGISTER_IOWQ_AFF", 17),
        new("IORING_UNREGISTER_IOWQ_AFF", 18),
        new("IORING_REGISTER_IOWQ_MAX_WORKERS", 19),
        new("IORING_REGISTER_RING_FDS", 20),
        new("IORING_UNREGISTER_RING_FDS", 21),
    ];

    public static readonly FlagSymbol[] MlockallFlags =
    [
        new("MCL_CURRENT", 1),
        new("MCL_FUTURE", 2),
        new("MCL_ONFAULT", 4),
    ];

    public static readonly FlagSymbol[] Mlock2Flags =
    [
        new("MLOCK_ONFAULT", 1),
    ];

    public static readonly FlagSymbol[] FsconfigCmds =
    [
        new("FSCONFIG_SET_FLAG", 0),
        new("FSCONFIG_SET_STRING", 1),
        new("FSCONFIG_SET_BINARY", 2),
        new("FSCONFIG_SET_PATH", 3),
        new("FSCONFIG_SET_PATH_EMPTY", 4),
        new("FSCONFIG_SET_FD", 5),
        new("FSCONFIG_CMD_CREATE", 6),
        new("FSCONFIG_CMD_RECONFIGURE", 7),
    ];

    public static readonly FlagSymbol[] EpollCreate1Flags =
    [
        new("EPOLL_CLOEXEC", 1),
    ];

    public static readonly FlagSymbol[] PrctlOptions =
    [
        new("PR_GET_DUMPABLE", 3),
        new("PR_SET_DUMPABLE", 4),
        new("PR_GET_KEEPCAPS", 7),
        new("PR_SET_KEEPCAPS", 8),
        new("PR_SET_NAME", 15),
        new("PR_GET_NAME", 16),
        new("PR_GET_SECCOMP", 21),
        new("PR_SET_SECCOMP", 22),
        new("PR_CAPBSET_READ", 23),
        new("PR_CAPBSET_DROP", 24),
        new("PR_GET_SECUREBITS", 27),
        new("PR_SET_SECUREBITS", 28),
        new("PR_MCE_KILL", 33),
        new("PR_MCE_KILL", 33),
        new("PR_SET_MM", 35),
        new("PR_SET_CHILD_SUBREAPER", 36),
        new("PR_GET_CHILD_SUBREAPER", 37),
        new("PR_SET_NO_NEW_PRIVS", 38),
        new("PR_GET_NO_NEW_PRIVS", 39),
        new("PR_GET_TID_ADDRESS", 40),
        new("PR_SET_THP_DISABLE", 41),
        new("PR_GET_THP_DISABLE", 42),
        new("PR_CAP_AMBIENT", 47),
    ];

    public static readonly FlagSymbol[] KeyctlOperations =
    [
        new("KEYCTL_GET_KEYRING_ID", 0),
        new("KEYCTL_JOIN_SESSION_KEYRING", 1),
        new("KEYCTL_UPDATE", 2),
        new("KEYCTL_REVOKE", 3),
        new("KEYCTL_CHOWN", 4),
        new("KEYCTL_SETPERM", 5),
        new("KEYCTL_DESCRIBE", 6),
        new("KEYCTL_CLEAR", 7),
        new("KEYCTL_LINK", 8),
        new("KEYCTL_UNLINK", 9),
        new("KEYCTL_SEARCH", 10),
        new("KEYCTL_READ", 11),
        new("KEYCTL_INSTANTIATE", 12),
        new("KEYCTL_NEGATE", 13),
        new("KEYCTL_SET_REQKEY_KEYRING", 14),
        new("KEYCTL_SET_TIMEOUT", 15),
        new("KEYCTL_ASSUME_AUTHORITY", 16),
        new("KEYCTL_GET_SECURITY", 17),
        new("KEYCTL_SESSION_TO_PARENT", 18),
        new("KEYCTL_REJECT", 19),
        new("KEYCTL_INSTANTIATE_IOV", 20),
        new("KEYCTL_INVALIDATE", 21),
        new("KEYCTL_GET_PERSISTENT", 22),
        new("KEYCTL_DH_COMPUTE", 23),
        new("KEYCTL_PKEY_QUERY", 24),
        new("KEYCTL_PKEY_ENCRYPT", 25),
        new("KEYCTL_PKEY_DECRYPT", 26),
        new("KEYCTL_PKEY_SIGN", 27),
        new("KEYCTL_PKEY_VERIFY", 28),
        new("KEYCTL_RESTRICT_KEYRING", 29),
        new("KEYCTL_MOVE", 30),
        new("KEYCTL_CAPABILITIES", 31),
        new("KEYCTL_WATCH_KEY", 32),
    ];

    public static readonly FlagSymbol[] MemfdCreateFlags =
    [
        new("MFD_CLOEXEC", 1),
        new("MFD_ALLOW_SEALING", 2),
        new("MFD_HUGETLB", 4),
    ];

    public static readonly FlagSymbol[] PidfdOpenFlags =
    [
        new("PIDFD_NONBLOCK", 1),
    ];

    public static readonly FlagSymbol[] MknodMode =
    [
        new("S_IXOTH", 1),
        new("S_IWOTH", 2),
        new("S_IROTH", 4),
        new("S_IXGRP", 8),
        new("S_IWGRP", 16),
        new("S_IRGRP", 32),
        new("S_IXUSR", 64),
        new("S_IWUSR", 128),
        new("S_IRUSR", 256),
        new("S_ISVTX", 512),
        new("S_ISGID", 1024),
        new("S_ISUID", 2048),
        new("S_IFREG", 32768),
        new("S_IFCHR", 8192),
        new("S_IFBLK", 24576),
        new("S_IFIFO", 4096),
        new("S_IFSOCK", 49152),
    ];

    public static readonly FlagSymbol[] BpfCommands =
    [
        new("BPF_MAP_CREATE", 0),
        new("BPF_MAP_LOOKUP_ELEM", 1),
        new("BPF_MAP_UPDATE_ELEM", 2),
        new("BPF_MAP_DELETE_ELEM", 3),
        new("BPF_MAP_GET_NEXT_KEY", 4),
        new("BPF_PROG_LOAD", 5),
        new("BPF_OBJ_PIN", 6),
        new("BPF_OBJ_GET", 7),
        new("BPF_PROG_ATTACH", 8),
        new("BPF_PROG_DETACH", 9),
        new("BPF_PROG_TEST_RUN", 10),
        new("BPF_PROG_RUN", 10),
        new("BPF_PROG_GET_NEXT_ID", 11),
        new("BPF_MAP_GET_NEXT_ID", 12),
        new("BPF_PROG_GET_FD_BY_ID", 13),
        new("BPF_MAP_GET_FD_BY_ID", 14),
        new("BPF_OBJ_GET_INFO_BY_FD", 15),
        new("BPF_PROG_QUERY", 16),
        new("BPF_RAW_TRACEPOINT_OPEN", 17),
        new("BPF_BTF_LOAD", 18),
        new("BPF_BTF_GET_FD_BY_ID", 19),
        new("BPF_TASK_FD_QUERY", 20),
        new("BPF_MAP_LOOKUP_AND_DELETE_ELEM", 21),
        new("BPF_MAP_FREEZE", 22),
        new("BPF_BTF_GET_NEXT_ID", 23),
        new("BPF_MAP_LOOKUP_BATCH", 24),
        new("BPF_MAP_LOOKUP_AND_DELETE_BATCH", 25),
        new("BPF_MAP_UPDATE_BATCH", 26),
        new("BPF_MAP_DELETE_BATCH", 27),
        new("BPF_LINK_CREATE", 28),
        new("BPF_LINK_UPDATE", 29),
        new("BPF_LINK_GET_FD_BY_ID", 30),
        new("BPF_LINK_GET_NEXT_ID", 31),
        new("BPF_ENABLE_STATS", 32),
        new("BPF_ITER_CREATE", 33),
        new("BPF_LINK_DETACH", 34),
        new("BPF_PROG_BIND_MAP", 35),
    ];

    public static readonly FlagSymbol[] DeleteModuleFlags =
    [
        new("O_NONBLOCK", 2),
        new("O_TRUNC", 1),
    ];

    public static readonly FlagSymbol[] CloseRangeFlags =
    [
        new("CLOSE_RANGE_UNSHARE", 2),
        new("CLOSE_RANGE_CLOEXEC", 4),
    ];

    public static readonly FlagSymbol[] FinitModuleFlags =
    [
        new("MODULE_INIT_IGNORE_MODVERSIONS", 1),
        new("MODULE_INIT_IGNORE_VERMAGIC", 2),
        new("MODULE_INIT_COMPRESSED_FILE", 4),
    ];

    public static readonly FlagSymbol[] AnonInodeFdTypes =
    [
        new("ANON_INODE_FD_TYPE_UNKNOWN", 0),
        new("ANON_INODE_FD_TYPE_EVENTFD", 1),
        new("ANON_INODE_FD_TYPE_EVENTPOLL", 2),
        new("ANON_INODE_FD_TYPE_INOTIFY", 3),
        new("ANON_INODE_FD_TYPE_SIGNALFD", 4),
        new("ANON_INODE_FD_TYPE_TIMERFD", 5),
        new("ANON_INODE_FD_TYPE_IO_URING", 6),
        new("ANON_INODE_FD_TYPE_USERFAULTFD", 7),
        new("ANON_INODE_FD_TYPE_PIDFD", 8),
        new("ANON_INODE_FD_TYPE_BPF_MAP", 9),
        new("ANON_INODE_FD_TYPE_BPF_PROG", 10),
        new("ANON_INODE_FD_TYPE_BPF_LINK", 11),
        new("ANON_INODE_FD_TYPE_BPF_ITER", 12),
        new("ANON_INODE_FD_TYPE_PERF_EVENT", 13),
    ];

}
