using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The program while it runs: a test waits for what it says, sends it signals, and ends it.</summary>
internal sealed class RunningFalco : IDisposable
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int KillNow = 9;
    public const int User1 = 10;
    public const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Reader _output;
    private readonly Reader _errors;

    public RunningFalco(params string[] arguments)
        : this(FalcoProgram.Path, arguments)
    {
    }

    private RunningFalco(string program, IEnumerable<string> arguments)
    {
        Skip.IfNot(File.Exists(FalcoProgram.Path), $"there is no {FalcoProgram.Path}: run ./build.sh");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FALCO_HOSTNAME"] = "machine";
        _process = Process.Start(start)!;
        _output = new Reader(_process.StandardOutput);
        _errors = new Reader(_process.StandardError);
    }

    public int Id => _process.Id;

    /// <summary>What it has said on standard error.</summary>
    public string Errors => _errors.Text;

    /// <summary>Runs it so that it finds the names of hosts in this file, as nobody else does.</summary>
    public static RunningFalco WithHosts(string file, params string[] arguments)
        => new("unshare", ["--mount", "/bin/sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"", file, FalcoProgram.Path, .. arguments]);

    /// <summary>The next line of standard output that nobody has waited for; null when it does not come in time.</summary>
    public string? NextOutput(TimeSpan atMost) => _output.Next(atMost);

    /// <summary>Waits for a line of standard output that has this text in it.</summary>
    public string WaitForOutput(string text) => _output.WaitFor(text, this);

    /// <summary>Waits for a line of standard error that has this text in it.</summary>
    public string WaitForErrors(string text) => _errors.WaitFor(text, this);

    public void Send(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Waits for the end.</summary>
    public FalcoProgram.Result End()
    {
        Assert.True(_process.WaitForExit(Patience), $"it does not end; it said: {_errors.Text}");
        _process.WaitForExit();
        _output.Join();
        _errors.Join();
        return new FalcoProgram.Result(_process.ExitCode, _output.Text, _errors.Text);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private sealed class Reader
    {
        private readonly BlockingCollection<string> _lines = [];
        private readonly List<string> _all = [];
        private readonly Thread _thread;

        public Reader(StreamReader stream)
        {
            _thread = new Thread(() =>
            {
                while (stream.ReadLine() is { } line)
                {
                    lock (_all)
                    {
                        _all.Add(line);
                    }

                    _lines.Add(line);
                }

                _lines.CompleteAdding();
            })
            { IsBackground = true };
            _thread.Start();
        }

        public string Text
        {
            get
            {
                lock (_all)
                {
                    return string.Concat(_all.Select(line => line + "\n"));
                }
            }
        }

        public void Join() => Assert.True(_thread.Join(Patience));

        public string? Next(TimeSpan atMost) => _lines.TryTake(out var line, atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero) ? line : null;

        public string WaitFor(string text, RunningFalco falco)
        {
            var deadline = DateTime.UtcNow + Patience;
            while (deadline - DateTime.UtcNow is { Ticks: > 0 } left && _lines.TryTake(out var line, left))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }

            Assert.Fail($"'{text}' does not come. Standard output: {falco._output.Text} Standard error: {falco._errors.Text}");
            return "";
        }
    }
}
