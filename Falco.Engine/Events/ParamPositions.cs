namespace Falco.Engine.Events;

/// <summary>Where a parameter of a given name is, by event type.</summary>
internal sealed class ParamPositions
{
    private readonly sbyte[] _positions = new sbyte[EventSchema.Count];

    /// <summary>The positions of the parameters of this name.</summary>
    public ParamPositions(string name)
    {
        var types = new EventTypeSet();
        foreach (var info in EventSchema.All)
        {
            var index = Array.FindIndex(info.Params, p => p.Name == name);
            _positions[(int)info.Type] = (sbyte)index;
            if (index >= 0)
            {
                types.Add(info.Type);
                First ??= info.Params[index];
            }
        }

        Types = types;
    }

    /// <summary>The parameter as the first event type that has it defines it; null where none has.</summary>
    public ParamInfo? First { get; }

    /// <summary>The event types that have it.</summary>
    public EventTypeSet Types { get; }

    /// <summary>Whether the text begins with the name of a parameter.</summary>
    public static bool IsBeginning(string text)
    {
        foreach (var info in EventSchema.All)
        {
            if (Array.Exists(info.Params, p => text.StartsWith(p.Name, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The position in events of the type, -1 where they have no such parameter.</summary>
    public int Of(EventType type) => _positions[(int)type];
}
