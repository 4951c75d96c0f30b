using System.Runtime.InteropServices;

namespace Falco.Sensor.Kernel;

/// <summary>The functions of libbpf (1.0 and later) that load and attach a program.</summary>
internal static partial class LibBpf
{
    private const string Library = "libbpf.so.1";

    /// <summary>BPF_MAP_TYPE_RINGBUF.</summary>
    public const int RingBuffer = 27;

    [LibraryImport(Library, EntryPoint = "bpf_object__open_mem", SetLastError = true)]
    public static unsafe partial nint OpenObject(byte* bytes, nuint size, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_object__load")]
    public static partial int Load(nint program);

    [LibraryImport(Library, EntryPoint = "bpf_object__close")]
    public static partial void Close(nint program);

    [LibraryImport(Library, EntryPoint = "bpf_object__find_map_by_name", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial nint FindMap(nint program, string name);

    [LibraryImport(Library, EntryPoint = "bpf_map__set_max_entries")]
    public static partial int SetMaxEntries(nint map, uint count);

    [LibraryImport(Library, EntryPoint = "bpf_map__fd")]
    public static partial int DescriptorOf(nint map);

    [LibraryImport(Library, EntryPoint = "bpf_map__initial_value", SetLastError = true)]
    public static partial nint InitialValue(nint map, out nuint size);

    [LibraryImport(Library, EntryPoint = "bpf_map_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int CreateMap(int type, string name, uint keySize, uint valueSize, uint entries, nint options);

    [LibraryImport(Library, EntryPoint = "bpf_map_update_elem", SetLastError = true)]
    public static unsafe partial int Update(int map, void* key, void* value, ulong flags);

    [LibraryImport(Library, EntryPoint = "bpf_map_lookup_elem", SetLastError = true)]
    public static unsafe partial int Lookup(int map, void* key, void* value);

    [LibraryImport(Library, EntryPoint = "bpf_object__next_program")]
    public static partial nint NextProgram(nint program, nint previous);

    [LibraryImport(Library, EntryPoint = "bpf_program__attach", SetLastError = true)]
    public static partial nint Attach(nint program);

    [LibraryImport(Library, EntryPoint = "bpf_link__destroy")]
    public static partial int Detach(nint link);

    [LibraryImport(Library, EntryPoint = "libbpf_set_print")]
    public static partial nint SetPrint(nint print);
}
