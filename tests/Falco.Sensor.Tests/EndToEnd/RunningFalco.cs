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
    {
        Skip.IfNot(File.Exists(FalcoProgram.Path), $"there is no {FalcoProgram.Path}: run ./build.sh");
        var start = new ProcessStartInfo(FalcoProgram.Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["FALCO_HOSTNAME"] = "machine";
        _process = Process.Start(start)!;
        _output = new Reader(_process.StandardOutput);
        _errors = new Reader(_process.StandardError);
    }

    public int Id => _process.Id;

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
