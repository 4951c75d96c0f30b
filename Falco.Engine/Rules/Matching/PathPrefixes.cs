namespace Falco.Engine.Rules.Matching;

/// <summary>
/// What <c>pmatch</c> searches: paths, one of which must be the beginning of a path, component by component. Components may be glob
/// patterns.
/// </summary>
internal sealed class PathPrefixes
{
    private readonly Level _root = new();

    public PathPrefixes(byte[][] paths)
    {
        foreach (var path in paths)
        {
            Add(path);
        }

        _root.Freeze();
    }

    public bool Match(ReadOnlySpan<byte> path) => _root.Match(path);

    private void Add(byte[] path)
    {
        var level = _root;
        ReadOnlySpan<byte> rest = path;
        while (!level.IsEnd && TryTake(ref rest, out var component))
        {
            level = level.Child(component);
        }

        // A longer path adds nothing to a shorter one, and a shorter one covers what is longer.
        if (!level.IsEnd)
        {
            level.End();
        }
    }

    /// <summary>Takes the first component that is not empty.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> path, out ReadOnlySpan<byte> component)
    {
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf((byte)'/');
            component = slash < 0 ? path : path[..slash];
            path = slash < 0 ? default : path[(slash + 1)..];
            if (!component.IsEmpty)
            {
                return true;
            }
        }

        component = default;
        return false;
    }

    private sealed class Level
    {
        private readonly List<(byte[] Name, Level Next)> _children = [];
        private Utf8Set? _names;
        private Level[] _named = [];
        private (GlobPattern Pattern, Level Next)[] _patterns = [];

        /// <summary>Whether a path ends here.</summary>
        public bool IsEnd { get; private set; }

        public void End()
        {
            IsEnd = true;
            _children.Clear();
        }

        public Level Child(ReadOnlySpan<byte> name)
        {
            foreach (var (known, next) in _children)
            {
                if (name.SequenceEqual(known))
                {
                    return next;
                }
            }

            var child = new Level();
            _children.Add((name.ToArray(), child));
            return child;
        }

        /// <summary>Prepares the search once all paths are in.</summary>
        public void Freeze()
        {
            var names = new List<byte[]>();
            var named = new List<Level>();
            var patterns = new List<(GlobPattern, Level)>();
            foreach (var (name, next) in _children)
            {
                next.Freeze();
                if (IsPattern(name))
                {
                    patterns.Add((new GlobPattern(name, ignoreCase: false), next));
                }
                else
                {
                    names.Add(name);
                    named.Add(next);
                }
            }

            _names = new Utf8Set(names);
            _named = [.. named];
            _patterns = [.. patterns];
        }

        public bool Match(ReadOnlySpan<byte> path)
        {
            if (IsEnd)
            {
                return true;
            }

            if (!TryTake(ref path, out var component))
            {
                return false;
            }

            var index = _names!.IndexOf(component);
            if (index >= 0 && _named[index].Match(path))
            {
                return true;
            }

            foreach (var (pattern, next) in _patterns)
            {
                if (pattern.Match(component) && next.Match(path))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsPattern(byte[] name) => name.AsSpan().IndexOfAny((byte)'?', (byte)'*', (byte)'[') >= 0;
    }
}
