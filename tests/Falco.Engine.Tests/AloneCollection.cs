using Xunit;

namespace Falco.Engine.Tests;

/// <summary>Tests that measure memory or time: no others run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
