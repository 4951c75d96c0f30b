namespace Falco.Engine.Capture.Upgrade;

/// <summary>Where a parameter of an upgraded event comes from.</summary>
internal enum ParamOrigin : byte
{
    /// <summary>A parameter of the event itself.</summary>
    Old,

    /// <summary>A parameter of the thread's stored enter event.</summary>
    Enter,

    /// <summary>The default value of the parameter's type: zero, or all ones for user and group ids; nothing for bytes and text.</summary>
    Default,

    /// <summary>No value.</summary>
    Empty,

    /// <summary>JSON put together from the four parameters of the oldest container event.</summary>
    ContainerJson,
}

/// <summary>Where a parameter of an upgraded event comes from.</summary>
/// <param name="Origin">The kind of place.</param>
/// <param name="Index">Which parameter of the old or the enter event.</param>
/// <param name="OrEmpty">What serves where there is no enter event: no value, or else the type's default value.</param>
internal readonly record struct ParamSource(ParamOrigin Origin, int Index = 0, bool OrEmpty = false)
{
    public static ParamSource Empty => new(ParamOrigin.Empty);

    public static ParamSource Default => new(ParamOrigin.Default);

    public static ParamSource ContainerJson => new(ParamOrigin.ContainerJson);

    public static ParamSource Enter(int index) => new(ParamOrigin.Enter, index);

    public static ParamSource EnterOrEmpty(int index) => new(ParamOrigin.Enter, index, OrEmpty: true);

    public static ParamSource Old(int index) => new(ParamOrigin.Old, index);

    public static ParamSource[] Old(int first, int last)
    {
        var sources = new ParamSource[last - first + 1];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = Old(first + i);
        }

        return sources;
    }

    public static ParamSource[] Empties(int count)
    {
        var sources = new ParamSource[count];
        Array.Fill(sources, Empty);
        return sources;
    }
}
