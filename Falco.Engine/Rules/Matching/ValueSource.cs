using Falco.Engine.Events;
using Falco.Engine.Fields;

namespace Falco.Engine.Rules.Matching;

/// <summary>Where a value comes from: a field, a constant, or what a transformer makes of others. Read at most once per event.</summary>
internal abstract class ValueSource(int slot)
{
    public int Slot { get; } = slot;

    /// <summary>The field's name in messages, without argument.</summary>
    public abstract string Name { get; }

    public abstract ParamType Type { get; }

    /// <summary>The type of what transformers that stand on its own would see of it.</summary>
    public virtual (ParamType Type, bool IsList) BaseType => (Type, IsList);

    public virtual FieldFlags Flags => FieldFlags.None;

    /// <summary>Whether it is a list of values.</summary>
    public abstract bool IsList { get; }

    /// <summary>Whether values are read as many: a list, or a field that stands for any of several.</summary>
    public virtual bool IsMany => IsList;

    /// <summary>Whether its text may have a NUL in it.</summary>
    public virtual bool MayHoldNul => false;

    /// <summary>About how many nanoseconds it takes.</summary>
    public abstract double Cost { get; }

    /// <summary>The value; false where there is none.</summary>
    public bool TryGet(Memo memo, out FieldValue value)
    {
        ref readonly var slot = ref Get(memo);
        value = slot.Value;
        return slot.IsPresent;
    }

    /// <summary>The value where it is kept, read if it is not there yet.</summary>
    public ref readonly Memo.Slot Get(Memo memo)
    {
        ref var slot = ref memo[Slot];
        if (slot.Generation != memo.Generation)
        {
            slot.IsPresent = Read(memo, out slot.Value);
            slot.Generation = memo.Generation;
        }

        return ref slot;
    }

    /// <summary>The values of a source with many; null where it has none at all, which is not the same as an empty list.</summary>
    public List<FieldValue>? TryGetAll(Memo memo)
    {
        ref var slot = ref memo[Slot];
        var values = slot.Values ??= [];
        if (slot.Generation != memo.Generation)
        {
            values.Clear();
            var isPresent = ReadAll(memo, values);
            slot = ref memo[Slot];
            slot.IsPresent = isPresent;
            slot.Generation = memo.Generation;
        }

        return slot.IsPresent ? values : null;
    }

    /// <summary>Whether anything is known of the value for some kinds of events.</summary>
    public abstract bool DependsOnKind { get; }

    /// <summary>What is known of the value for a kind of event; a value that is known is put into the memo.</summary>
    public abstract Knowledge Know(EventKind kind, Memo memo);

    protected virtual bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        return false;
    }

    protected virtual bool ReadAll(Memo memo, List<FieldValue> values) => false;

    /// <summary>What is known of a value that needs all of several others.</summary>
    protected Knowledge KnowFrom(ReadOnlySpan<ValueSource> sources, EventKind kind, Memo memo)
    {
        var all = Knowledge.Present;
        foreach (var source in sources)
        {
            var knowledge = source.Know(kind, memo);
            if (knowledge == Knowledge.Absent)
            {
                return Knowledge.Absent;
            }

            all = knowledge == Knowledge.Nothing ? Knowledge.Nothing : all;
        }

        return all != Knowledge.Present || (IsMany ? TryGetAll(memo) is not null : TryGet(memo, out _)) ? all : Knowledge.Absent;
    }
}

/// <summary>A field.</summary>
internal sealed class FieldSource(int slot, FieldReference reference) : ValueSource(slot)
{
    private readonly BoundField _field = reference.Field;

    public BoundField Field => _field;

    /// <summary>The event types on which alone there is a value, where nothing else is known of it.</summary>
    public EventTypeSet? TypesWithValue
        => _field.Elsewhere is null && (reference.Flags & FieldFlags.TypeOnly) == 0 ? _field.Types : null;

    public override string Name => reference.Name;

    public override ParamType Type => _field.Type;

    public override FieldFlags Flags => reference.Flags;

    public override bool IsList => (reference.Flags & FieldFlags.List) != 0;

    public override bool IsMany => _field.ReadList is not null;

    public override double Cost { get; } = FieldCosts.Of(reference.Name);

    public override bool DependsOnKind => _field.Types is not null || (reference.Flags & FieldFlags.TypeOnly) != 0;

    public override Knowledge Know(EventKind kind, Memo memo)
    {
        if ((Flags & FieldFlags.TypeOnly) != 0 && kind.NamesItself)
        {
            return (IsMany ? TryGetAll(memo) is not null : TryGet(memo, out _)) ? Knowledge.Present : Knowledge.Absent;
        }

        if (_field.Types is not { } types || types.Contains(kind.Type))
        {
            return Knowledge.Nothing;
        }

        if (_field.Elsewhere is not { } value)
        {
            return Knowledge.Absent;
        }

        ref var slot = ref memo[Slot];
        slot.Value = value;
        slot.IsPresent = true;
        slot.Generation = memo.Generation;
        return Knowledge.Present;
    }

    protected override bool Read(Memo memo, out FieldValue value)
    {
        if (_field.Read is { } read)
        {
            return read(memo.Context, out value);
        }

        value = default;
        return false;
    }

    protected override bool ReadAll(Memo memo, List<FieldValue> values) => _field.ReadList!(memo.Context, values);
}

/// <summary>A field that stands for any of several values among a transformer's arguments: what is printed of it, all of them in one.</summary>
internal sealed class PrintedSource(int slot, FieldSource source) : ValueSource(slot)
{
    public override string Name => source.Name;

    public override ParamType Type => source.Type;

    public override FieldFlags Flags => source.Flags;

    public override bool IsList => false;

    public override double Cost => source.Cost;

    public override bool DependsOnKind => source.DependsOnKind;

    public override Knowledge Know(EventKind kind, Memo memo) => Knowledge.Nothing;

    protected override bool Read(Memo memo, out FieldValue value)
    {
        value = default;
        return source.Field.ReadPrinted is { } read && read(memo.Context, out value);
    }
}

/// <summary>A constant among a transformer's arguments.</summary>
internal sealed class ConstantSource(int slot, Utf8 value) : ValueSource(slot)
{
    public Utf8 Value => value;

    public override string Name => "NA";

    public override ParamType Type => ParamType.CharBuf;

    public override bool IsList => false;

    public override double Cost => 1;

    public override bool DependsOnKind => true;

    public override Knowledge Know(EventKind kind, Memo memo) => Knowledge.Present;

    protected override bool Read(Memo memo, out FieldValue result)
    {
        result = new FieldValue(value);
        return true;
    }
}
