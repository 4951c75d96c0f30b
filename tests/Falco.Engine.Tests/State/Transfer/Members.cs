using System.Collections;
using System.Globalization;
using System.Reflection;
using Falco.Engine.Events;
using Falco.Engine.Routing;
using Falco.Engine.State;

namespace Falco.Engine.Tests.State;

/// <summary>
/// The members of types that hold state, by reflection: what somebody adds to such a type is filled and compared from then on, and
/// a layout that leaves it out is found.
/// </summary>
internal static class Members
{
    /// <summary>A value of the type in which no member has its default value and hardly any two have the same.</summary>
    public static T Filled<T>(int seed = 1) => (T)Filled(typeof(T), ref seed);

    /// <summary>Gives all members of an existing object other values.</summary>
    public static void Fill(object target, int seed = 1)
    {
        foreach (var (name, type, _, set) in Of(target.GetType()))
        {
            set?.Invoke(target, Filled(name == nameof(ThreadInfo.EnterFrame) ? typeof(EventView) : type, ref seed));
        }
    }

    /// <summary>All that a value says, as text. Threads and groups inside others are only named.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Utf8 text => $"'{Convert.ToHexString(text.Span)}'",
        byte[] bytes => Convert.ToHexString(bytes),
        FdTable table => Describe(table.Entries),
        ThreadInfo thread => $"thread {thread.Tid}",
        ThreadGroup group => $"group {group.Pid}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Describe))}]",
        IFormattable simple => simple.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag.ToString(),
        _ => $"({string.Join(", ", Of(value.GetType()).Select(m => $"{m.Name}: {Describe(m.Get(value))}"))})",
    };

    /// <summary>Each member of an object with its value.</summary>
    public static IEnumerable<string> DescribeEach(object target)
        => Of(target.GetType()).Select(m => $"{m.Name}: {Describe(m.Get(target))}");

    /// <summary>The members that hold a type's state: fields that are open to all, and properties that can be set.</summary>
    private static IEnumerable<(string Name, Type Type, Func<object, object?> Get, Action<object, object?>? Set)> Of(Type type)
    {
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public))
        {
            yield return (field.Name, field.FieldType, field.GetValue, IsLink(field.FieldType) ? null : field.SetValue);
        }

        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            // A key and its value can only be read.
            var isPair = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
            if (isPair || (property.CanWrite && property.Name != nameof(FdInfo.Socket)))
            {
                yield return (property.Name, property.PropertyType, property.GetValue, property.CanWrite ? property.SetValue : null);
            }
        }
    }

    /// <summary>How threads hang together, and what a directory notes of them, is no value to be made up.</summary>
    private static bool IsLink(Type type)
        => type == typeof(ThreadInfo) || type == typeof(ThreadGroup) || type == typeof(TreeStream) || type == typeof(List<TreeStream>);

    private static object Filled(Type type, ref int seed)
    {
        seed++;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Utf8))
        {
            return Utf8.From(seed % 2 == 0 ? $"t{seed}" : $"a longer text, number {seed}");
        }

        if (type == typeof(string))
        {
            return $"string {seed}";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(EventView))
        {
            return Events.EventBuilder.On(seed, 5, EventType.SYSCALL_OPENAT_2_E, -100, "/x", 1, 0).Frame.ToArray();
        }

        if (type.IsEnum)
        {
            return Enum.ToObject(type, seed % 251);
        }

        // Both signs, and more than 32 bits where there is room.
        if (type == typeof(int))
        {
            return seed % 2 == 0 ? -seed : seed;
        }

        if (type == typeof(long))
        {
            return (seed % 2 == 0 ? -seed : seed) * 10_000_000_000L;
        }

        if (type == typeof(ulong))
        {
            return ulong.MaxValue - (ulong)seed;
        }

        if (type.IsPrimitive)
        {
            return Convert.ChangeType(seed % 251, type, CultureInfo.InvariantCulture);
        }

        if (type == typeof(FdTable))
        {
            var table = new FdTable();
            table.Set(-5, (FdInfo)Filled(typeof(FdInfo), ref seed));
            table.Set(3, (FdInfo)Filled(typeof(FdInfo), ref seed));
            table.Set(70_000, table.Find(3)!);
            return table;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var item = type.GetGenericArguments()[0];
            var items = Array.CreateInstance(item, 2);
            items.SetValue(Filled(item, ref seed), 0);
            items.SetValue(Filled(item, ref seed), 1);
            return items;
        }

        return Constructed(type, ref seed);
    }

    private static object Constructed(Type type, ref int seed)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new NotSupportedException($"no constructor of {type}");
        var arguments = new List<object>();
        foreach (var parameter in constructor.GetParameters())
        {
            arguments.Add(Filled(parameter.ParameterType, ref seed));
        }

        // A record may have members beside those that its constructor takes.
        var made = constructor.Invoke([.. arguments]);
        Fill(made, seed);
        seed += 100;
        return made;
    }
}
