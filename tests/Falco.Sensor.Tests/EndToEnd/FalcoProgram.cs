using System.Diagnostics;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The program as users have it, run as a process.</summary>
internal static class FalcoProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static string Root { get; } = FindRoot();

    public static string Path { get; } = Environment.GetEnvironmentVariable("FALCO_PROGRAM") ?? System.IO.Path.Combine(Root, "artifacts", "falco", "falco");

    public static string SeedCapture { get; } = System.IO.Path.Combine(Root, "samples", "seed.scap");

    /// <summary>Runs it with these arguments.</summary>
    public static Result Run(params string[] arguments) => Run(Path, arguments, null);

    /// <summary>Runs it with a file of settings of the pipeline.</summary>
    public static Result RunWithHocon(string file, params string[] arguments) => Run(Path, arguments, file);

    /// <summary>Runs a line of shell in which <c>$falco</c> is the program and <c>$seed</c> the capture.</summary>
    public static Result Shell(string line) => Run("/bin/sh", ["-c", line], null);

    private static Result Run(string program, IEnumerable<string> arguments, string? hocon)
    {
        Skip.IfNot(File.Exists(Path), $"there is no {Path}: run ./build.sh");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["falco"] = Path;
        start.Environment["seed"] = SeedCapture;
        start.Environment["FALCO_HOSTNAME"] = "machine";
        start.Environment["FALCO_HOCON"] = hocon;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"falco {string.Join(' ', arguments)} does not end");
        }

        return new Result(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "Falco.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return folder ?? ".";
    }

    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
