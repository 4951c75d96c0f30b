using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>A node of the cluster, as a process.</summary>
internal sealed class NodeProcess : IDisposable
{
    private const int SigStop = 19;
    private const int SigContinue = 18;
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly Lines _output = new();
    private readonly Lines _errors = new();

    public NodeProcess(string name, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Name = name;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    /// <summary>Lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => _output.All;

    /// <summary>Everything that it has said, for a test that failed.</summary>
    public string Report => $"--- {Name} ---\n{string.Join('\n', _output.All.TakeLast(20))}\n{string.Join('\n', _errors.All.TakeLast(60))}\n";

    /// <summary>Waits for a line of either stream that has this text in it.</summary>
    public async Task<string> WaitFor(string text, TimeSpan patience)
    {
        var found = await Task.WhenAny(_output.First(text), _errors.First(text), Task.Delay(patience).ContinueWith(_ => "", TaskScheduler.Default));
        var line = await found;
        Assert.True(line.Length > 0, $"{Name} does not say '{text}'.\n{Report}");
        return line;
    }

    /// <summary>Waits for the end; the exit code.</summary>
    public async Task<int> End(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Name} does not end.\n{Report}");
        }

        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a crash or a power cut does.</summary>
    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    /// <summary>Asks it to end.</summary>
    public void Terminate() => Signal(SigTerm);

    /// <summary>Lets it stand still, for the others as if the network were cut.</summary>
    public void Freeze() => Signal(SigStop);

    public void Thaw() => Signal(SigContinue);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signal(SigContinue);
            Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Lines as they come, and those who wait for one.</summary>
    private sealed class Lines
    {
        private readonly List<string> _all = [];
        private readonly List<(string Text, TaskCompletionSource<string> Found)> _waiting = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public void Add(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (_all)
            {
                _all.Add(line);
                foreach (var (_, found) in _waiting.Where(waiting => line.Contains(waiting.Text, StringComparison.Ordinal)))
                {
                    found.TrySetResult(line);
                }
            }
        }

        public Task<string> First(string text)
        {
            lock (_all)
            {
                if (_all.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                {
                    return Task.FromResult(line);
                }

                var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((text, found));
                return found.Task;
            }
        }
    }
}
