using System.Buffers.Binary;
using System.Text;

namespace Falco.Engine.Events;

/// <summary>The names that evt.type shows, as UTF-8.</summary>
internal static class EventNames
{
    private static readonly byte[]?[] Names = new byte[]?[EventSchema.Count];

    /// <summary>The name that the schema gives an event type.</summary>
    public static Utf8 Of(EventInfo info) => new(Names[(int)info.Type] ??= Encoding.ASCII.GetBytes(info.Name));

    /// <summary>
    /// The name of the system call that a generic event stands for. One that the recording driver could not name is looked up by
    /// its native number, so that captures of newer kernels read well.
    /// </summary>
    public static Utf8 OfGeneric(EventView e) => Syscalls.NameOf(NumberOfGeneric(e));

    /// <summary>The portable number of the system call that a generic event stands for, 0 where it is not known.</summary>
    public static int NumberOfGeneric(EventView e)
    {
        var number = ReadUInt16(e.Param(0));
        var native = e.Param(1);
        return number == 0 && native.Length == 2 ? Syscalls.FromX64(ReadUInt16(native)) : number;
    }

    /// <summary>The name that an asynchronous event carries.</summary>
    public static Utf8 OfAsync(EventView e) => e.TryGetText(1, out var name) ? name : NotAvailable;

    private static readonly Utf8 NotAvailable = Utf8.From("<NA>");

    private static int ReadUInt16(ReadOnlySpan<byte> bytes) => bytes.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : 0;
}
