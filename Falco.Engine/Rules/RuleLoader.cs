using Falco.Engine.Events;
using Falco.Engine.Rules.Explaining;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;

namespace Falco.Engine.Rules;

/// <summary>
/// Loads rules files, one after the other. Each is read and resolved together with those before it; the first file with an error ends
/// the loading.
/// </summary>
public sealed class RuleLoader
{
    private readonly RuleLoaderOptions _options;
    private readonly RuleCollection _collection;
    private readonly RuleResolver _resolver;
    private readonly List<RuleLoadReport> _reports = [];
    private List<ResolvedRule> _rules = [];

    /// <summary>A loader without rules.</summary>
    public RuleLoader(RuleLoaderOptions? options = null)
    {
        _options = options ?? new RuleLoaderOptions();
        _collection = new RuleCollection(_options.Sources, IsField);
        _resolver = new RuleResolver(_collection, _options);
    }

    /// <summary>What came of every file so far.</summary>
    public IReadOnlyList<RuleLoadReport> Reports => _reports;

    /// <summary>Whether no file had an error.</summary>
    public bool Successful => _reports.TrueForAll(r => r.Successful);

    /// <summary>Loads a file's content. After an error nothing more can be loaded.</summary>
    /// <exception cref="InvalidOperationException">An earlier file had an error.</exception>
    public RuleLoadReport Add(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        if (!Successful)
        {
            throw new InvalidOperationException("An earlier rules file has an error.");
        }

        var file = new RulesFile(name, content);
        var problems = new ProblemList();
        IReadOnlyList<string>? schemaWarnings = null;
        if (RuleFileReader.Parse(file, problems) is { } documents)
        {
            schemaWarnings = documents.Count > 0 ? RuleSchema.Check(documents) : null;
            if (new RuleFileReader(file, _collection, problems).Read(documents) && _resolver.Resolve(problems) is { } rules)
            {
                _rules = rules;
            }
        }

        var report = new RuleLoadReport(name, problems.All, schemaWarnings);
        _reports.Add(report);
        return report;
    }

    /// <summary>Loads files in order, up to the first with an error. Whether all went well is in <see cref="Successful"/>.</summary>
    public void Load(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            string content;
            try
            {
                content = File.ReadAllText(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                var problems = new ProblemList();
                problems.Add(LoadCode.FileRead, e.Message, new LoadContext(new RulesFile(path, "")));
                _reports.Add(new RuleLoadReport(path, problems.All, null));
                return;
            }

            if (!Add(path, content).Successful)
            {
                return;
            }
        }
    }

    /// <summary>What some file needs of plugins and is not there, in words; null where nothing is missing.</summary>
    public string? MissingPlugins()
    {
        foreach (var (alternatives, _) in _collection.RequiredPlugins)
        {
            if (!alternatives.Any(a => _options.Plugins.Contains(a.Name)))
            {
                return "Plugin requirement not satisfied, must load one of: "
                    + string.Join(", ", alternatives.Select(a => $"{a.Name} (>= {a.Version})"));
            }
        }

        return null;
    }

    /// <summary>The rules loaded so far, ready to match events.</summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public RuleSet Build()
    {
        if (!Successful)
        {
            throw new InvalidOperationException("A rules file has an error.");
        }

        var rules = new List<Rule>(_rules.Count);
        var compiled = new List<CompiledRule>(_rules.Count);
        var analysis = new TypeAnalysis(_resolver.Nodes);
        foreach (var resolved in _rules)
        {
            var rule = RuleOf(resolved, rules.Count);
            rules.Add(rule);
            if (rule.Enabled && resolved.Codes is { } codes)
            {
                // Falco runs every rule on asynchronous events, whatever types it names.
                var types = analysis.Of(resolved.Condition);
                var wanted = new EventTypeSet(EventType.ASYNCEVENT_E);
                wanted.UnionWith(codes);
                wanted.IntersectWith(types);
                compiled.Add(new CompiledRule(rule, resolved.Condition, wanted));
            }
        }

        return new RuleSet(rules, new RuleProgram(_resolver.Nodes, compiled), _options.Matching == RuleMatching.All);
    }

    /// <summary>What explains a rule of those loaded so far; null where there is none of that name.</summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public RuleExplainer? Explain(string rule)
    {
        if (!Successful)
        {
            throw new InvalidOperationException("A rules file has an error.");
        }

        var index = _rules.FindIndex(resolved => resolved.Definition.Name == rule);
        return index < 0 ? null : _resolver.Explain(_rules[index].Definition, RuleOf(_rules[index], index));
    }

    /// <summary>The condition of a rule with lists, macros and exceptions put in.</summary>
    internal string Resolved(int index) => Conditions.ConditionPrinter.Print(_rules[index].Expr);

    private Rule RuleOf(ResolvedRule resolved, int index)
    {
        var definition = resolved.Definition;
        return new Rule
        {
            Index = index,
            Name = definition.Name,
            Description = definition.Description,
            Output = resolved.Output,
            Condition = definition.Condition.Text,
            Source = definition.Source,
            Priority = definition.Priority,
            Tags = [.. definition.Tags],
            Enabled = definition.Priority <= _options.MinimumPriority && IsSelected(definition),
            ExtraOutputFields = resolved.ExtraFields,
            ExceptionFields = [.. definition.Exceptions.Where(e => e.Values.Count > 0)
                .SelectMany(e => e.Fields!.Items?.Select(i => i.Text) ?? [e.Fields.Text]).Distinct().Order(StringComparer.Ordinal)],
            Capture = definition.Capture,
            CaptureDuration = definition.CaptureDuration,
        };
    }

    private bool IsSelected(RuleDefinition rule)
    {
        var enabled = rule.Enabled;
        foreach (var selection in _options.Selections)
        {
            if ((selection.Rule.Length > 0 && NamePattern.Matches(selection.Rule, rule.Name)) || rule.Tags.Contains(selection.Tag))
            {
                enabled = selection.Enable;
            }
        }

        return enabled;
    }

    private bool IsField(string text)
    {
        try
        {
            if (!text.Contains('(', StringComparison.Ordinal))
            {
                _options.Fields(text);
                return true;
            }

            // With transformers around it only a condition can tell.
            var condition = Conditions.ConditionParser.Parse(new Conditions.SourceText($"{text} exists"));
            new ConditionCompiler(_resolver.Nodes, _options.Fields).Compile(condition);
            return true;
        }
        catch (Exception e) when (e is FormatException or Conditions.ConditionException)
        {
            return false;
        }
    }
}
