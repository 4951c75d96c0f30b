using System.Runtime.CompilerServices;
using Falco.Engine.Rules.Conditions;

namespace Falco.Engine.Rules.Loading;

/// <summary>
/// Puts the conditions of macros in the place of their names. Resolved conditions are shared, not copied: what macros of macros would
/// blow up to stays as small as they are.
/// </summary>
internal sealed class MacroResolver(IReadOnlyDictionary<string, Expr> macros, Func<string, bool> isVisible)
{
    private readonly Dictionary<Expr, Expr> _resolved = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _path = [];

    /// <summary>Names of the macros met on the way.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>The condition without names of macros.</summary>
    /// <exception cref="ConditionException">A macro is not known or contains itself.</exception>
    public Expr Resolve(Expr expr)
    {
        if (expr is CheckExpr)
        {
            return expr;
        }

        if (_resolved.TryGetValue(expr, out var known))
        {
            return known;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ConditionException("macros nest too deep", expr.Position);
        }

        var result = expr switch
        {
            AndExpr all => ResolveAll(all.Children) is { } children ? all with { Children = children } : all,
            OrExpr any => ResolveAll(any.Children) is { } children ? any with { Children = children } : any,
            NotExpr not => Resolve(not.Child) is var child && ReferenceEquals(child, not.Child) ? not : not with { Child = child },
            MacroExpr macro => ResolveMacro(macro),
            _ => expr,
        };
        _resolved[expr] = result;
        return result;
    }

    /// <summary>The resolved children; null where nothing changed.</summary>
    private List<Expr>? ResolveAll(IReadOnlyList<Expr> children)
    {
        List<Expr>? result = null;
        for (var i = 0; i < children.Count; i++)
        {
            var child = Resolve(children[i]);
            if (result is null && !ReferenceEquals(child, children[i]))
            {
                result = [.. children.Take(i)];
            }

            result?.Add(child);
        }

        return result;
    }

    private Expr ResolveMacro(MacroExpr macro)
    {
        if (_path.Contains(macro.Name))
        {
            throw new ConditionException($"reference loop in macro '{macro.Name}'", macro.Position);
        }

        if (!isVisible(macro.Name) || !macros.TryGetValue(macro.Name, out var condition))
        {
            throw new ConditionException($"Undefined macro '{macro.Name}' used in filter.", macro.Position);
        }

        Used.Add(macro.Name);
        _path.Add(macro.Name);
        var result = Resolve(condition);
        _path.RemoveAt(_path.Count - 1);
        return result;
    }
}
