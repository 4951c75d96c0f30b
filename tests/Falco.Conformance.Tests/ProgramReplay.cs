using System.Diagnostics;

namespace Falco.Conformance.Tests;

/// <summary>
/// Replays with the program as users have it: artifacts/falco/falco, or the one that FALCO_PROGRAM names, which may be another Falco.
/// </summary>
internal static class ProgramReplay
{
    public static string Program { get; } = Environment.GetEnvironmentVariable("FALCO_PROGRAM")
        ?? Path.Combine(Corpus.Root ?? ".", "artifacts", "falco", "falco");

    public static IEnumerable<ActualAlert> Run(ConformanceCase @case)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true };
        start.Environment["FALCO_HOSTNAME"] = ConformanceCase.HostName;
        foreach (var file in @case.RuleFiles)
        {
            start.ArgumentList.Add("-r");
            start.ArgumentList.Add(file);
        }

        string[] settings =
        [
            "engine.kind=replay", $"engine.replay.capture_file={@case.CaptureFile}", "json_output=true", "json_include_output_property=true",
            "json_include_tags_property=true", "time_format_iso_8601=true", "log_level=error",
            "append_output.suggested_output=false",
        ];
        foreach (var setting in settings)
        {
            start.ArgumentList.Add("-o");
            start.ArgumentList.Add(setting);
        }

        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            // Other lines are the counts at the end.
            if (line.StartsWith('{'))
            {
                yield return new ActualAlert(line, 0);
            }
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Program} ended with exit code {process.ExitCode}");
        }
    }
}
