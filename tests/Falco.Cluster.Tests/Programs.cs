using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>The programs as users have them.</summary>
internal static class Programs
{
    public static string Root { get; } = FindRoot();

    public static string Falco { get; } = Named("FALCO_PROGRAM") ?? Path.Combine(Root, "artifacts", "falco", "falco");

    public static string Lighthouse { get; } = Named("LIGHTHOUSE_PROGRAM") ?? Path.Combine(Root, "artifacts", "lighthouse", "lighthouse");

    public static string SeedCapture { get; } = Path.Combine(Root, "samples", "seed.scap");

    /// <summary>A capture of the corpus; the test is skipped where it is not there.</summary>
    public static string Capture(string name)
    {
        var folder = Environment.GetEnvironmentVariable("FALCO_CORPUS");
        folder = string.IsNullOrEmpty(folder) ? Path.Combine(Root, "..", "shared", "corpus") : folder;
        var file = Path.Combine(folder, "captures", name + ".scap");
        Skip.IfNot(File.Exists(file), $"the corpus is not there: no {file}");
        return file;
    }

    public static void SkipUnlessBuilt()
    {
        Skip.IfNot(File.Exists(Falco), $"there is no {Falco}: run ./build.sh");
        Skip.IfNot(File.Exists(Lighthouse), $"there is no {Lighthouse}: run ./build.sh");
    }

    private static string? Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path ? path : null;

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Falco.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("the tests do not lie in the repository: no Falco.sln above " + AppContext.BaseDirectory);
    }
}
