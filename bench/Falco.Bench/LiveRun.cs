using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Falco.Bench;

/// <summary>
/// The program while it watches this machine: how long it takes from a system call to the alert on standard output, and what becomes of a
/// storm of calls, one that no rule asks for and one that a rule does ask for.
/// </summary>
internal static class LiveRun
{
    private const int Rounds = 200;
    private const int StormCalls = 1_000_000;
    private const string Mark = "falco-bench-live";

    private const string Rules = $$"""
        - rule: Marked
          desc: d
          condition: evt.type in (open, openat, openat2, creat) and fd.name endswith {{Mark}}
          output: "marked"
          priority: NOTICE
        """;

    public static string Run(string program)
    {
        var folder = Directory.CreateTempSubdirectory("falco-bench");
        var report = new StringBuilder();
        try
        {
            var quiet = Storm(folder.FullName);
            var rules = Path.Combine(folder.FullName, "rules.yaml");
            File.WriteAllText(rules, Rules);
            using var falco = Start(program, rules);
            var latencies = Latencies(falco, folder.FullName);
            report.AppendLine(CultureInfo.InvariantCulture, $"call to alert: median {latencies[Rounds / 2]:F1} ms, p99 {latencies[Rounds * 99 / 100]:F1} ms of {Rounds}");
            var unasked = Storm(folder.FullName);
            report.AppendLine(CultureInfo.InvariantCulture, $"{StormCalls} calls that no rule asks for: {unasked / quiet:F2} times the time without the sensor");
            var before = falco.TotalProcessorTime;
            var asked = Storm(folder.FullName, isAsked: true);
            falco.Refresh();
            var memory = falco.WorkingSet64;
            var work = falco.TotalProcessorTime - before;
            _ = Kill(falco);
            var errors = falco.StandardError.ReadToEnd();
            report.AppendLine(CultureInfo.InvariantCulture, $"{StormCalls / 10} calls that a rule asks for: {asked:F2} s, {work.TotalSeconds:F2} CPU s of the sensor, memory {memory >> 20} MiB");
            foreach (var line in errors.Split('\n').Where(line => line.Contains("lost", StringComparison.Ordinal) || line.Contains("Captured", StringComparison.Ordinal)))
            {
                report.AppendLine(line);
            }

            falco.WaitForExit();
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return report.ToString();
    }

    private static Process Start(string program, string rules)
    {
        var start = new ProcessStartInfo(program, ["-r", rules, "-U", "-v", "-o", "webserver.enabled=false", "-o", "log_level=info"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var falco = Process.Start(start)!;
        while (falco.StandardError.ReadLine() is { } line && !line.Contains("Opening 'syscall' source", StringComparison.Ordinal))
        {
        }

        return falco;
    }

    private static double[] Latencies(Process falco, string folder)
    {
        var file = Path.Combine(folder, Mark);
        var latencies = new double[Rounds];
        for (var i = -20; i < Rounds; i++)
        {
            var clock = Stopwatch.StartNew();
            File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            falco.StandardOutput.ReadLine();
            if (i >= 0)
            {
                latencies[i] = clock.Elapsed.TotalMilliseconds;
            }

            // So that every round finds the sensor asleep, as it mostly is.
            Thread.Sleep(5);
        }

        Array.Sort(latencies);
        return latencies;
    }

    /// <summary>Seconds that many calls take.</summary>
    private static double Storm(string folder, bool isAsked = false)
    {
        var file = Path.Combine(folder, "other");
        var clock = Stopwatch.StartNew();
        if (isAsked)
        {
            for (var i = 0; i < StormCalls / 10; i++)
            {
                File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            }
        }
        else
        {
            using var zero = File.OpenHandle("/dev/zero");
            Span<byte> one = stackalloc byte[1];
            for (var i = 0; i < StormCalls; i++)
            {
                RandomAccess.Read(zero, one, 0);
            }
        }

        return clock.Elapsed.TotalSeconds;
    }

    private static int Kill(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return kill.ExitCode;
    }
}
