using System.Text;
using Falco.Sensor.Configuration;
using Falco.Sensor.Logging;
using Falco.Sensor.Rules;

namespace Falco.Sensor.Running;

/// <summary>
/// Watches the files of the configuration and of the rules. When they have changed, and nothing more changes for a moment, and the
/// program could start with them, it is to start anew. Looks at what the files are, not at what happened to them, so that it does not
/// matter whether somebody wrote, replaced or relinked them (as Kubernetes does).
/// </summary>
internal sealed class FileChanges : IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Func<bool> _isGood;
    private readonly List<string> _files;
    private readonly List<string> _folders;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly Timer _timer;
    private readonly TaskCompletionSource _restart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _state;
    private bool _isForced;
    private bool _isClosed;

    /// <summary><paramref name="isGood"/> says whether the program could start with the files as they are.</summary>
    public FileChanges(FalcoConfiguration configuration, LoadedRules rules, Func<bool> isGood)
    {
        _isGood = isGood;
        _timer = new Timer(_ => Look());
        _files = configuration.WatchFiles ? [.. configuration.Files.Select(file => file.Path), .. rules.Files] : [];
        _folders = configuration.WatchFiles ? [.. configuration.Folders, .. rules.Folders] : [];
        _state = State();
        foreach (var folder in _files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Concat(_folders.Select(Path.GetFullPath)).Distinct())
        {
            Watch(folder);
        }

        // What happened while the watchers were made.
        Wake();
    }

    /// <summary>Ends when the program is to start anew.</summary>
    public Task Restart => _restart.Task;

    /// <summary>Starts anew, changed or not, if the files are good.</summary>
    public void Force()
    {
        lock (_lock)
        {
            _isForced = true;
        }

        Wake();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        _watchers.ForEach(watcher => watcher.Dispose());
        _timer.Dispose();
    }

    private void Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, _) => Wake();
            watcher.Created += (_, _) => Wake();
            watcher.Deleted += (_, _) => Wake();
            watcher.Renamed += (_, _) => Wake();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
            Log.Debug($"Watching directory '{folder}'");
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            Log.Warning($"Changes of the files in {folder} go unnoticed: {e.Message}");
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Look()
    {
        var state = State();
        lock (_lock)
        {
            if (_isClosed || (!_isForced && state == _state))
            {
                return;
            }

            _isForced = false;
            _state = state;
        }

        if (!_isGood())
        {
            return;
        }

        if (State() == state)
        {
            _restart.TrySetResult();
        }
        else
        {
            Wake();
        }
    }

    private string State()
    {
        var text = new StringBuilder();
        foreach (var file in _files)
        {
            Add(text, file);
        }

        foreach (var folder in _folders)
        {
            try
            {
                foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
                {
                    Add(text, file);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                text.Append(folder).Append(" unreadable\n");
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string file)
    {
        try
        {
            var target = File.ResolveLinkTarget(file, returnFinalTarget: true) ?? new FileInfo(file);
            var length = target is FileInfo { Exists: true } real ? real.Length : -1;
            text.Append(file).Append(' ').Append(target.FullName).Append(' ').Append(length).Append(' ').Append(target.LastWriteTimeUtc.Ticks).Append('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            text.Append(file).Append(" unreadable\n");
        }
    }
}
