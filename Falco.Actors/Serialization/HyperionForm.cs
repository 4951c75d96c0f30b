using System.Buffers.Binary;
using System.Reflection;
using System.Text;

namespace Falco.Actors.Serialization;

/// <summary>
/// What Hyperion writes for messages of a list. Hyperion believes what it reads: it makes room for any length, takes less than there should be
/// without a word, and follows values within values until the stack ends. So bytes from others are walked first: what gets to it is one
/// message of the list, whole, with all its members, and nothing more.
/// </summary>
/// <param name="types">The list.</param>
internal sealed class HyperionForm(List<Type> types)
{
    // What Hyperion puts before a value.
    private const byte OfText = 7;
    private const byte OfBytes = 9;
    private const byte OfNamed = 251;
    private const byte OfListed = 254;

    private static readonly Dictionary<Type, (byte Kind, int Length)> OneSize = new()
    {
        [typeof(long)] = (2, sizeof(long)),
        [typeof(bool)] = (6, sizeof(bool)),
        [typeof(int)] = (8, sizeof(int)),
        [typeof(double)] = (13, sizeof(double)),
        [typeof(ulong)] = (19, sizeof(ulong)),
    };

    private readonly Dictionary<Type, Type[]> _members = types.ToDictionary(type => type, MembersOf);

    /// <exception cref="WireException">The bytes are something else.</exception>
    public void Check(ReadOnlyMemory<byte> bytes)
    {
        var r = new WireReader(bytes);
        Expect(ref r, OfListed);
        var index = BinaryPrimitives.ReadUInt16LittleEndian(r.Bytes(sizeof(ushort)).Span);
        if (index >= types.Count || !types[index].IsAssignableTo(typeof(INodeMessage)))
        {
            throw new WireException("what came is no message between nodes");
        }

        CheckMembers(ref r, types[index]);
        r.End();
    }

    /// <summary>The types of a message's members in the order of their names, in which Hyperion writes them.</summary>
    private static Type[] MembersOf(Type type)
        => [.. type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => field.FieldType)];

    private void CheckMembers(ref WireReader r, Type type)
    {
        foreach (var member in _members[type])
        {
            CheckValue(ref r, member);
        }
    }

    /// <summary>Checks a value of one of the kinds that messages have.</summary>
    private void CheckValue(ref WireReader r, Type type)
    {
        if (OneSize.TryGetValue(type, out var one))
        {
            Expect(ref r, one.Kind);
            r.Bytes(one.Length);
        }
        else if (type == typeof(string))
        {
            CheckText(ref r);
        }
        else if (type == typeof(byte[]))
        {
            Expect(ref r, OfBytes);
            r.Bytes(Length(ref r));
        }
        else if (type.IsArray)
        {
            CheckArray(ref r, type);
        }
        else
        {
            Expect(ref r, OfListed);
            Expect(ref r, BitConverter.GetBytes((ushort)types.IndexOf(type)));
            CheckMembers(ref r, type);
        }
    }

    private static void CheckText(ref WireReader r)
    {
        const byte isNull = 0, isLong = 255;
        Expect(ref r, OfText);
        r.Bytes(r.Byte() switch
        {
            isNull => throw new WireException("a text that is missing"),
            isLong => Length(ref r),
            var length => length - 1,
        });
    }

    private void CheckArray(ref WireReader r, Type type)
    {
        var name = Encoding.UTF8.GetBytes($"{type.FullName}, {type.Assembly.GetName().Name}");
        Expect(ref r, OfNamed);
        Expect(ref r, BitConverter.GetBytes(name.Length));
        Expect(ref r, name);
        // An array has no fields.
        Expect(ref r, 0);
        for (var left = Length(ref r); left > 0; left--)
        {
            CheckValue(ref r, type.GetElementType()!);
        }
    }

    private static int Length(ref WireReader r)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(r.Bytes(sizeof(uint)).Span);
        return length <= r.Left ? (int)length : throw new WireException("a length that is too large");
    }

    private static void Expect(ref WireReader r, params ReadOnlySpan<byte> bytes)
    {
        if (!r.Bytes(bytes.Length).Span.SequenceEqual(bytes))
        {
            throw new WireException("a member that is not what it should be");
        }
    }
}
