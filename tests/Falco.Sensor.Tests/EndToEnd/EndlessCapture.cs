using System.Diagnostics;
using System.IO.Compression;
using Xunit;

namespace Falco.Sensor.Tests.EndToEnd;

/// <summary>The sample capture again and again, through a named pipe, until nobody reads any more.</summary>
internal sealed class EndlessCapture : IDisposable
{
    private readonly Task _feeding;
    private volatile bool _isOver;

    public EndlessCapture(TemporaryFolder folder)
    {
        Path = System.IO.Path.Combine(folder.Path, "endless.scap");
        using var make = Process.Start("mkfifo", Path);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
        _feeding = Task.Run(Feed);
    }

    public string Path { get; }

    public void Dispose()
    {
        _isOver = true;
        // Somebody has to open the other end and read, or opening and writing this one do not return.
        using var reader = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec cat \"$0\" > /dev/null", Path]))!;
        _feeding.Wait();
        reader.Kill();
        reader.WaitForExit();
    }

    private void Feed()
    {
        using var gzip = new GZipStream(File.OpenRead(FalcoProgram.SeedCapture), CompressionMode.Decompress);
        var whole = new MemoryStream();
        gzip.CopyTo(whole);
        using var pipe = new FileStream(Path, FileMode.Open, FileAccess.Write);
        try
        {
            while (!_isOver)
            {
                pipe.Write(whole.ToArray());
            }
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }
}
