namespace Falco.Sensor.Tests.EndToEnd.Machine;

/// <summary>The rules file of Falco in the corpus, which <c>FALCO_CORPUS</c> names; null where there is none.</summary>
internal static class CorpusRules
{
    public static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("FALCO_CORPUS") ?? Path.Combine(FalcoProgram.Root, "..", "shared", "corpus");
        var file = Path.GetFullPath(Path.Combine(folder, "rules", "falco-5.1.0", "falco_rules.yaml"));
        return File.Exists(file) ? file : null;
    }
}
