using System.Diagnostics;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>
/// A process that a test starts. Neither it nor what it leaves behind can keep the test waiting: it is ended at its deadline, and nobody
/// waits for the ends of pipes that a grandchild may hold.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PatienceForOutput = TimeSpan.FromSeconds(2);

    /// <summary>Runs a program in a session of its own, without a terminal and with an empty standard input.</summary>
    public static Result Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo("setsid", [program, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string>[] outputs = [process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()];
        var isInTime = process.WaitForExit(Deadline);
        if (!isInTime)
        {
            process.Kill(entireProcessTree: true);
        }

        var isRead = Task.WaitAll(outputs, PatienceForOutput);
        var text = isRead ? string.Concat(outputs.Select(output => output.Result)) : "(something still holds its output)";
        return isInTime
            ? new Result(process.ExitCode, text)
            : new Result(-1, $"ended after {Deadline.TotalSeconds} s; {text}");
    }

    public sealed record Result(int ExitCode, string Output);
}
