using System.Text.Json;
using Falco.Engine.Events;
using Falco.Engine.Rules.Describing;
using Falco.Engine.Rules.Explaining;
using Falco.Engine.Rules.Loading;
using Falco.Engine.Rules.Matching;

namespace Falco.Engine.Rules;

/// <summary>
/// Loads rules files, one after the other. Each is read and resolved together with those before it. Only without an error in any of them
/// are there rules.
/// </summary>
public sealed class RuleLoader
{
    private readonly RuleLoaderOptions _options;
    private readonly RuleCollection _collection;
    private readonly RuleResolver _resolver;
    private readonly List<RuleLoadReport> _reports = [];
    private Resolution? _resolution;

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

    /// <summary>
    /// Loads a file's content. What an earlier file defined before an error in it stays defined, and is held against this one as well.
    /// </summary>
    public RuleLoadReport Add(string name, string content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var file = new RulesFile(name, content);
        var problems = new ProblemList();
        IReadOnlyList<string>? schemaWarnings = null;
        if (RuleFileReader.Parse(file, problems) is { } documents)
        {
            schemaWarnings = RuleSchema.Check(documents);
            if (new RuleFileReader(file, _collection, problems).Read(documents) && _resolver.Resolve(problems) is { } resolution)
            {
                _resolution = resolution;
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
            // The first alternative that is there decides.
            var known = alternatives.FirstOrDefault(a => _options.Plugins.ContainsKey(a.Name));
            if (known is null)
            {
                return "Plugin requirement not satisfied, must load one of: "
                    + string.Join(", ", alternatives.Select(a => $"{a.Name} (>= {a.Version})"));
            }

            var version = _options.Plugins[known.Name];
            if (!EngineVersion.TryParse(known.Version, out var required) || !version.Satisfies(required))
            {
                return $"Plugin '{known.Name}' version '{version}' is not compatible with required plugin version '{known.Version}'";
            }
        }

        return null;
    }

    /// <summary>The rules loaded so far, in load order.</summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public IReadOnlyList<Rule> Rules
    {
        get
        {
            RequireSuccess();
            return [.. Resolved.Rules.Select(RuleOf)];
        }
    }

    /// <summary>The rules loaded so far, ready to match events.</summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public RuleSet Build()
    {
        var rules = Rules;
        var compiled = new List<CompiledRule>(rules.Count);
        var analysis = new TypeAnalysis(_resolver.Nodes);
        foreach (var rule in rules)
        {
            var resolved = Resolved.Rules[rule.Index];
            if (rule.Enabled && resolved.Stateful is null)
            {
                Add(new ResolvedCondition(resolved.Expr, resolved.Condition, resolved.Types), step: -1);
            }
            else if (rule.Enabled)
            {
                ResolvedCondition[] conditions = [.. resolved.Steps, new(resolved.Expr, resolved.Condition, resolved.Types)];
                for (var step = 0; step < conditions.Length; step++)
                {
                    Add(conditions[step], step);
                }
            }

            void Add(ResolvedCondition condition, int step)
            {
                if (condition.Types is { } matched)
                {
                    // Falco runs every rule on asynchronous events, whatever types it names.
                    var wanted = new EventTypeSet(EventType.ASYNCEVENT_E);
                    wanted.UnionWith(matched);
                    wanted.IntersectWith(analysis.Of(condition.Node));
                    compiled.Add(new CompiledRule(rule, condition.Node, wanted) { Step = step });
                }
            }
        }

        return new RuleSet(rules, new RuleProgram(_resolver.Nodes, compiled), _options.Matching == RuleMatching.All);
    }

    /// <summary>What explains a rule of those loaded so far; null where there is none of that name.</summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public RuleExplainer? Explain(string rule)
    {
        RequireSuccess();
        var index = Resolved.Rules.FindIndex(resolved => resolved.Definition.Name == rule);
        return index < 0 ? null : _resolver.Explain(Resolved.Rules[index].Definition, RuleOf(Resolved.Rules[index], index));
    }

    /// <summary>
    /// Writes all that is known of the rules loaded so far, and of the macros and lists, as one JSON object; of one rule alone where
    /// <paramref name="rule"/> names it. False, and nothing is written, where there is none of that name. The form is that of Falco's -L.
    /// </summary>
    /// <exception cref="InvalidOperationException">A file had an error.</exception>
    public bool Describe(Utf8JsonWriter writer, string? rule = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        RequireSuccess();
        return new RuleDescriber(_collection, Resolved, _options, writer).Write(rule);
    }

    /// <summary>The condition of a rule with lists, macros and exceptions put in.</summary>
    internal string ConditionOf(int index) => Conditions.ConditionPrinter.Print(Resolved.Rules[index].Expr);

    private Resolution Resolved => _resolution ??= _resolver.Resolve(new ProblemList())!;

    private void RequireSuccess()
    {
        if (!Successful)
        {
            throw new InvalidOperationException("A rules file has an error.");
        }
    }

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
            Stateful = resolved.Stateful,
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

    private bool IsField(string text, string source)
    {
        try
        {
            if (!text.Contains('(', StringComparison.Ordinal))
            {
                _options.FieldsOf(source)(text);
                return true;
            }

            // With transformers around it only a condition can tell.
            var condition = Conditions.ConditionParser.Parse(new Conditions.SourceText($"{text} exists"));
            _resolver.CompilerOf(source).Compile(condition);
            return true;
        }
        catch (Exception e) when (e is FormatException or Conditions.ConditionException)
        {
            return false;
        }
    }
}
