using System.Diagnostics;
using Xunit;

namespace Falco.Cluster.Tests;

/// <summary>A capture that comes through a named pipe, as fast as the test lets it: what happens in the middle of a replay can be awaited.</summary>
internal sealed class Feed : IDisposable
{
    private readonly byte[] _capture;
    private readonly FileStream _pipe;
    private int _at;

    private Feed(byte[] capture, FileStream pipe)
    {
        _capture = capture;
        _pipe = pipe;
    }

    /// <summary>Makes the pipe; the program opens it under the path.</summary>
    public static string Make(string path)
    {
        using var mkfifo = Process.Start("mkfifo", path);
        mkfifo.WaitForExit();
        Assert.Equal(0, mkfifo.ExitCode);
        return path;
    }

    /// <summary>Opens the pipe when the program has.</summary>
    public static async Task<Feed> Open(string path, string capture, TimeSpan patience)
    {
        var open = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        Assert.Same(open, await Task.WhenAny(open, Task.Delay(patience)));
        return new Feed(await File.ReadAllBytesAsync(capture), await open);
    }

    /// <summary>Lets the capture through up to a part of it.</summary>
    public async Task To(double part)
    {
        var end = (int)(_capture.Length * part);
        await _pipe.WriteAsync(_capture.AsMemory(_at, end - _at));
        _at = end;
    }

    /// <summary>Lets all that is left through, and ends it.</summary>
    public async Task ToEnd()
    {
        await To(1);
        await _pipe.DisposeAsync();
    }

    public void Dispose() => _pipe.Dispose();
}
