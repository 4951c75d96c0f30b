using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using Falco.Engine.Events;
using Falco.Sensor.Proc;

namespace Falco.Sensor.Kernel;

/// <summary>
/// The program in the kernel that writes events: loaded, told what to do, and attached. It goes when it is disposed, or with this process,
/// whatever becomes of that: nothing is pinned.
/// </summary>
internal sealed unsafe class KernelProgram : IDisposable
{
    private const int RecipeHeader = 8;
    private const int RecipeSize = RecipeHeader + (SyscallRecipes.MaxSteps * 4);

    private readonly List<nint> _links = [];
    private readonly List<int> _rings = [];
    private nint _object;
    private int _processors;
    private ulong _bootTime;

    private KernelProgram()
    {
    }

    /// <summary>Where the kernel says what its types are.</summary>
    public const string TypesFile = "/sys/kernel/btf/vmlinux";

    /// <summary>
    /// From when on everything is told, in ns since the machine's start: its parts are attached one after the other. It is the beginning of a
    /// tick, which the starts of processes are counted in.
    /// </summary>
    public ulong Began { get; private set; }

    /// <summary>The same by the clock of events.</summary>
    public ulong BeganAt => Began + _bootTime;

    /// <summary>The rings, as descriptors.</summary>
    public IReadOnlyList<int> Rings => _rings;

    /// <summary>Loads and attaches the program.</summary>
    /// <exception cref="KernelException">The kernel does not allow it, or lacks what it takes.</exception>
    public static KernelProgram Load(KernelOptions options)
    {
        Check();
        var program = new KernelProgram();
        try
        {
            program.Open(options);
            program.Tell(options.Wanted);
            program.Attach();
            return program;
        }
        catch (DllNotFoundException)
        {
            throw NoLibrary();
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    /// <summary>Puts the clock right: what must be added to the time since the machine's start for the time of day.</summary>
    public void SetBootTime()
    {
        // Both clocks are read as closely together as can be; the rest is below a microsecond.
        var now = (ulong)(DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _bootTime = now - BootClock();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, _bootTime);
        Put(LibBpf.DescriptorOf(Find("clock")), 0, bytes);
    }

    /// <summary>What the program has counted so far, over all processors.</summary>
    public KernelCounters Count()
    {
        var map = LibBpf.DescriptorOf(Find("counts"));
        var sum = default(KernelCounters);
        for (uint cpu = 0; cpu < _processors; cpu++)
        {
            KernelCounters one;
            if (LibBpf.Lookup(map, &cpu, &one) == 0)
            {
                sum = sum.Plus(one);
            }
        }

        return sum;
    }

    public void Dispose()
    {
        foreach (var link in _links)
        {
            _ = LibBpf.Detach(link);
        }

        _links.Clear();
        if (_object != 0)
        {
            LibBpf.Close(_object);
            _object = 0;
        }

        foreach (var ring in _rings)
        {
            _ = LibC.Close(ring);
        }

        _rings.Clear();
    }

    public static KernelException NoLibrary() => new("libbpf.so.1 is not installed (Debian: apt-get install libbpf1)");

    /// <summary>Looks for what the program needs, as far as it can be seen before it is loaded.</summary>
    /// <exception cref="KernelException">Something is missing.</exception>
    public static void Check()
    {
        if (!File.Exists(TypesFile))
        {
            throw new KernelException($"this kernel has no BTF ({TypesFile}), which kernels from 5.8 on mostly have");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new KernelException("watching the kernel takes root");
        }

        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            throw new KernelException($"there is no kernel program for {RuntimeInformation.ProcessArchitecture}");
        }
    }

    private void Open(KernelOptions options)
    {
        // What libbpf would print of its own is for its developers.
        LibBpf.SetPrint(0);
        var bytes = Read();
        fixed (byte* start = bytes)
        {
            _object = LibBpf.OpenObject(start, (nuint)bytes.Length, 0);
        }

        if (_object == 0)
        {
            throw Failure("libbpf cannot read the kernel program", Marshal.GetLastPInvokeError());
        }

        _processors = Processors.Possible;
        var cpus = (uint)_processors;
        _ = LibBpf.SetMaxEntries(Find("scratches"), cpus);
        _ = LibBpf.SetMaxEntries(Find("counts"), cpus);
        _ = LibBpf.SetMaxEntries(Find("rings"), cpus);
        Configure(options);
        if (LibBpf.Load(_object) is < 0 and var error)
        {
            throw Failure("the kernel does not take the program", -error);
        }

        SetBootTime();
        var ringOf = Processors.RingsOf(_processors, Processors.Online, options.ProcessorsPerRing);
        for (var i = 0; i <= ringOf.Max(); i++)
        {
            var ring = LibBpf.CreateMap(LibBpf.RingBuffer, "falco_ring", 0, 0, (uint)options.RingSize, 0);
            if (ring < 0)
            {
                throw Failure($"there is no memory for a ring of {options.RingSize} bytes", Marshal.GetLastPInvokeError());
            }

            _rings.Add(ring);
        }

        var rings = LibBpf.DescriptorOf(Find("rings"));
        for (uint cpu = 0; cpu < cpus; cpu++)
        {
            var ring = _rings[ringOf[cpu]];
            if (LibBpf.Update(rings, &cpu, &ring, 0) != 0)
            {
                throw Failure("the kernel does not take a ring", Marshal.GetLastPInvokeError());
            }
        }
    }

    private void Configure(KernelOptions options)
    {
        var settings = new Settings
        {
            OwnPid = (uint)Environment.ProcessId,
            SnapLength = (uint)Math.Min(options.SnapLength, 4095),
            DropsFailed = options.DropsFailed ? (byte)1 : (byte)0,
            PageKilobytes = (byte)(Environment.SystemPageSize / 1024),
            Execve = options.Wanted.Contains(EventType.SYSCALL_EXECVE_19_X) ? (ushort)EventType.SYSCALL_EXECVE_19_X : (ushort)0,
            ProcExit = options.Wanted.Contains(EventType.PROCEXIT_1_E) ? (ushort)EventType.PROCEXIT_1_E : (ushort)0,
        };
        var constants = LibBpf.InitialValue(Find(".rodata"), out var size);
        if (constants == 0 || size < (nuint)sizeof(Settings))
        {
            throw new KernelException("the kernel program has no settings");
        }

        foreach (var recipe in SyscallRecipes.For(options.Wanted))
        {
            settings.IsWanted[recipe.Number] = 1;
        }

        *(Settings*)constants = settings;
    }

    private void Tell(EventTypeSet wanted)
    {
        var map = LibBpf.DescriptorOf(Find("recipes"));
        Span<byte> bytes = stackalloc byte[RecipeSize];
        foreach (var recipe in SyscallRecipes.For(wanted))
        {
            bytes.Clear();
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)recipe.Type);
            bytes[2] = (byte)recipe.Steps.Count;
            bytes[3] = (byte)recipe.Steps.Sum(step => step.ParamCount);
            bytes[4] = (byte)recipe.Special;
            for (var i = 0; i < recipe.Steps.Count; i++)
            {
                MemoryMarshal.Write(bytes[(RecipeHeader + (i * sizeof(SyscallStep)))..], recipe.Steps[i]);
            }

            var number = (uint)recipe.Number;
            Put(map, number, bytes);
        }

        var tables = LibBpf.DescriptorOf(Find("tables"));
        for (var i = 0; i < SyscallRecipes.Tables.Count; i++)
        {
            Put(tables, (uint)i, SyscallRecipes.Tables[i]);
        }

        var wides = LibBpf.DescriptorOf(Find("wides"));
        for (var i = 0; i < SyscallRecipes.Wides.Count; i++)
        {
            Put(wides, (uint)i, MemoryMarshal.AsBytes(SyscallRecipes.Wides[i].AsSpan()));
        }
    }

    private static void Put(int map, uint key, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
        {
            if (LibBpf.Update(map, &key, start, 0) != 0)
            {
                throw Failure("the kernel program cannot be told what to do", Marshal.GetLastPInvokeError());
            }
        }
    }

    private void Attach()
    {
        for (var program = LibBpf.NextProgram(_object, 0); program != 0; program = LibBpf.NextProgram(_object, program))
        {
            var link = LibBpf.Attach(program);
            if (link == 0)
            {
                throw Failure("the kernel program cannot be attached", Marshal.GetLastPInvokeError());
            }

            _links.Add(link);
        }

        Began = (BootClock() / ThreadStat.TickNs * ThreadStat.TickNs) + ThreadStat.TickNs;
        while (BootClock() < Began)
        {
            Thread.Sleep(1);
        }
    }

    private nint Find(string map)
        => LibBpf.FindMap(_object, map) is not 0 and var found ? found : throw new KernelException($"the kernel program has no map '{map}'");

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sensor.bpf.o")
            ?? throw new KernelException("this program was built without its kernel part");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static ulong BootClock()
    {
        LibC.Timespec time;
        _ = LibC.ReadClock(LibC.ClockBootTime, &time);
        return ((ulong)time.Seconds * 1_000_000_000) + (ulong)time.Nanoseconds;
    }

    private static KernelException Failure(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Settings
    {
        public uint OwnPid;
        public uint SnapLength;
        public ushort Execve;
        public ushort ProcExit;
        public byte DropsFailed;
        public byte PageKilobytes;
        public fixed byte IsWanted[SyscallRecipes.MaxSyscalls];
    }
}
