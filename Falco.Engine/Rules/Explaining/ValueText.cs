using System.Text;
using Falco.Engine.Events;
using Falco.Engine.Fields;
using Falco.Engine.Rules.Matching;
using Falco.Engine.State;

namespace Falco.Engine.Rules.Explaining;

/// <summary>The values that a comparison saw, as text.</summary>
internal static class ValueText
{
    /// <summary>The value on the left and, where there is a field as well, on the right; null where there is none on the left.</summary>
    /// <param name="check">The comparison.</param>
    /// <param name="memo">What is known of the event.</param>
    /// <param name="room">Room to work in.</param>
    public static string? Of(CheckNode check, Memo memo, ScratchText room)
    {
        var left = Of(check.Source, memo, room);
        return check.OtherSource is { } other ? $"{left ?? "<NA>"}, {Of(other, memo, room) ?? "<NA>"}" : left;
    }

    private static string? Of(ValueSource source, Memo memo, ScratchText room)
    {
        room.Clear();
        if (source is FieldSource field)
        {
            return FieldText.Append(room, field.Field, memo.Context) ? Text(room) : null;
        }

        if (!source.IsMany)
        {
            return source.TryGet(memo, out var value) && FieldText.Append(room, source.Type, PrintFormat.Dec, value) ? Text(room) : null;
        }

        if (source.TryGetAll(memo) is not { } values)
        {
            return null;
        }

        var separator = "("u8;
        foreach (var value in values)
        {
            room.Append(separator);
            FieldText.Append(room, source.Type, PrintFormat.Dec, value);
            separator = ","u8;
        }

        return values.Count == 0 ? "()" : Text(room) + ")";
    }

    private static string Text(ScratchText room) => Encoding.UTF8.GetString(room.Pending);
}
