using Falco.Actors.Alerts;
using Falco.Engine.Output;
using Falco.Sensor.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace Falco.Sensor.Outputs.Seq;

/// <summary>
/// Alerts to a Seq server by way of files, from which Serilog's sink sends them: what is in the files survives a server that is down and a
/// kill of the program. Written means in the files.
/// </summary>
internal sealed class SeqSink : IAlertSink, IDisposable
{
    /// <summary>Alerts in a request.</summary>
    public const int BatchSize = 40;

    private const string BaseName = "alerts";
    private const long EventSize = 256 << 10;
    private const long RefusedSize = 64 << 20;
    private const int MaxTemplates = 4096;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What Serilog says of the write that this thread is in: it has no other way to tell.</summary>
    [ThreadStatic]
    private static SeqSink? _writing;

    private readonly SeqSettings _settings;
    private readonly Logger _logger;
    private readonly Dictionary<(string Rule, string Output), MessageTemplate> _templates = [];
    private IOException? _error;
    private long _lookedAt;

    private SeqSink(SeqSettings settings)
    {
        _settings = settings;
        SelfLog.Enable(OnSelfLog);
        _logger = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .WriteTo.Seq(
                settings.Url,
                apiKey: settings.ApiKey,
                bufferBaseFilename: Path.Combine(settings.BufferPath, BaseName),
                batchPostingLimit: BatchSize,
                eventBodyLimitBytes: EventSize,
                retainedInvalidPayloadsLimitBytes: RefusedSize)
            .CreateLogger();
    }

    /// <summary>Opens the buffer, and begins to send what is in it.</summary>
    /// <exception cref="IOException">The buffer cannot be written.</exception>
    public static SeqSink Open(SeqSettings settings)
    {
        try
        {
            _ = OperatingSystem.IsLinux() ? Directory.CreateDirectory(settings.BufferPath, OnlyOwner) : Directory.CreateDirectory(settings.BufferPath);
            using var probe = File.Create(Path.Combine(settings.BufferPath, ".probe"), 1, FileOptions.DeleteOnClose);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"Cannot write to {settings.BufferPath}: {e.Message}", e);
        }

        return new SeqSink(settings);
    }

    public void Write(AlertId id, Alert alert)
    {
        if (IsFull())
        {
            _error = new IOException(
                $"{_settings.BufferPath} has more than {_settings.BufferSize >> 20} MiB of alerts that {_settings.Url} has not taken (seq_output.buffer_max_mb)");
        }

        if (_error is not null)
        {
            return;
        }

        _writing = this;
        try
        {
            _logger.Write(SeqEvent.Of(id, alert, TemplateOf(alert)));
        }
        finally
        {
            _writing = null;
        }
    }

    public void Flush()
    {
        // Each alert is with the system when its write returns.
        if (_error is { } error)
        {
            throw error;
        }
    }

    /// <summary>Sends what there is, if the server takes it at once; the rest stays for the next start.</summary>
    public void Dispose() => Task.Run(_logger.Dispose).Wait(Patience);

    private static void OnSelfLog(string text)
    {
        var said = text.ReplaceLineEndings(" ");
        said = said.Length > 300 ? $"{said.AsSpan(0, 300)}..." : said;
        if (_writing is { } writing)
        {
            writing._error ??= new IOException($"Cannot write to {writing._settings.BufferPath}: {said}");
        }
        else
        {
            SeqTrouble.Tell(said);
        }
    }

    private MessageTemplate TemplateOf(Alert alert)
    {
        if (!_templates.TryGetValue((alert.Rule, alert.Template), out var template))
        {
            if (_templates.Count >= MaxTemplates)
            {
                _templates.Clear();
            }

            _templates.Add((alert.Rule, alert.Template), template = SeqTemplate.Of(alert.Rule, alert.Template));
        }

        return template;
    }

    /// <summary>Looks at the buffer's size, once a second.</summary>
    private bool IsFull()
    {
        var now = Environment.TickCount64;
        if (_lookedAt != 0 && now - _lookedAt < 1000)
        {
            return false;
        }

        _lookedAt = now;
        return new DirectoryInfo(_settings.BufferPath).EnumerateFiles($"{BaseName}-*").Sum(file => file.Length) > _settings.BufferSize;
    }
}
