using System.Collections;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

internal sealed partial class TemplateCompiler
{
    private Func<TemplateFrame, object?> Expression(ScriptExpression? expression) => expression switch
    {
        ScriptLiteral { Value: string or int or long or bool } literal => _ => literal.Value,
        ScriptNestedExpression nested => Expression(nested.Expression),
        ScriptVariableGlobal variable => Variable(variable),
        ScriptMemberExpression { Target: ScriptVariableGlobal { Name: Loop } } member => LoopMember(member),
        ScriptMemberExpression { Target: ScriptVariableGlobal { Name: TemplateVariables.Prefix } } member => UserVariable(member),
        ScriptMemberExpression member => Member(member),
        ScriptIndexerExpression indexer => Item(indexer),
        ScriptPipeCall pipe => Boxed(Quoted(Expression(pipe.From), pipe.To)),
        ScriptFunctionCall call when IsInclude(call) => IncludedText(call),
        ScriptFunctionCall { Arguments: [var argument] } call => Boxed(Quoted(Expression(argument), call.Target)),
        ScriptConditionalExpression choice => Choice(choice),
        ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not } or ScriptBinaryExpression => Boxed(Condition(expression)),
        _ => throw Unknown(expression),
    };

    private Func<TemplateFrame, bool> Condition(ScriptExpression? expression)
    {
        switch (expression)
        {
            case ScriptNestedExpression nested:
                return Condition(nested.Expression);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not } not:
                Func<TemplateFrame, bool> negated = Condition(not.Right);
                return frame => !negated(frame);
            case ScriptBinaryExpression { Operator: ScriptBinaryOperator.And or ScriptBinaryOperator.Or } both:
                (Func<TemplateFrame, bool> first, Func<TemplateFrame, bool> second) = (Condition(both.Left), Condition(both.Right));
                return both.Operator == ScriptBinaryOperator.And ? frame => first(frame) && second(frame) : frame => first(frame) || second(frame);
            case ScriptBinaryExpression comparison:
                return Comparison(comparison);
            case ScriptMemberExpression { Target: ScriptVariableGlobal { Name: Loop }, Member.Name: First or Last } member:
                return Place<bool>(member, member.Member.Name == First ? place => place.Index == 0 : place => place.Index == place.Count - 1);
            default:
                Func<TemplateFrame, object?> value = Expression(expression);
                return frame =>
                {
                    object? found = value(frame);
                    return found as bool? ?? throw Fault(expression, $"A condition is true or false, not a {TypeName(found)}.");
                };
        }
    }

    private Func<TemplateFrame, bool> Comparison(ScriptBinaryExpression comparison)
    {
        (Func<TemplateFrame, object?> left, Func<TemplateFrame, object?> right) = (Expression(comparison.Left), Expression(comparison.Right));
        return comparison.Operator switch
        {
            ScriptBinaryOperator.CompareEqual => frame => AreEqual(left(frame), right(frame), comparison),
            ScriptBinaryOperator.CompareNotEqual => frame => !AreEqual(left(frame), right(frame), comparison),
            ScriptBinaryOperator.CompareLess => frame => Number(left(frame), comparison) < Number(right(frame), comparison),
            ScriptBinaryOperator.CompareLessOrEqual => frame => Number(left(frame), comparison) <= Number(right(frame), comparison),
            ScriptBinaryOperator.CompareGreater => frame => Number(left(frame), comparison) > Number(right(frame), comparison),
            ScriptBinaryOperator.CompareGreaterOrEqual => frame => Number(left(frame), comparison) >= Number(right(frame), comparison),
            _ => throw Unknown(comparison),
        };
    }

    private Func<TemplateFrame, object?> Choice(ScriptConditionalExpression choice)
    {
        Func<TemplateFrame, bool> condition = Condition(choice.Condition);
        (Func<TemplateFrame, object?> then, Func<TemplateFrame, object?> otherwise) = (Expression(choice.ThenValue), Expression(choice.ElseValue));
        return frame => (condition(frame) ? then : otherwise)(frame);
    }

    private Func<TemplateFrame, object?> Variable(ScriptVariableGlobal variable)
    {
        int slot = SlotOf(variable);
        return frame => frame[slot] ?? throw Fault(variable, $"There is no '{variable.Name}' here.");
    }

    private Func<TemplateFrame, object?> UserVariable(ScriptMemberExpression member)
    {
        string name = member.Member?.Name ?? "";
        object value = templates.Variables.Find(name) ?? throw Fault(member, $"'{TemplateVariables.Prefix}.{name}' isn't among {nameof(SqlOptions)}.{nameof(SqlOptions.Variables)}: {(templates.Variables.Names.Any() ? string.Join(", ", templates.Variables.Names) : "there are none")}.");
        _variables.Add(name);
        return _ => value;
    }

    private static Func<TemplateFrame, object?> LoopMember(ScriptMemberExpression member)
    {
        Func<LoopPlace, object> read = member.Member?.Name switch
        {
            First => place => Truth.Of(place.Index == 0),
            Last => place => Truth.Of(place.Index == place.Count - 1),
            "index" => place => place.Index,
            "length" => place => place.Count,
            _ => throw Fault(member, $"'{Loop}' has first, last, index and length."),
        };
        return Place(member, read);
    }

    private static Func<TemplateFrame, T> Place<T>(ScriptMemberExpression member, Func<LoopPlace, T> read) => frame => read(frame.Loop ?? throw Fault(member, $"There is no '{Loop}' around it."));

    private Func<TemplateFrame, object?> Member(ScriptMemberExpression member)
    {
        Func<TemplateFrame, object?> target = Expression(member.Target);
        string name = member.Member?.Name ?? throw Unknown(member);
        Getter? last = null; // most often it is the same type's as the last time
        return frame =>
        {
            object value = target(frame)!;
            if (name == "size" && value is IList list)
            {
                return list.Count;
            }
            Getter getter = last is { } known && known.Type == value.GetType() ? known : last = new Getter(value.GetType(), TemplateMembers.Of(value.GetType()).GetValueOrDefault(name) ?? throw Fault(member, $"A {TypeName(value)} has no '{name}'."));
            return getter.Reader.Read(value);
        };
    }

    private Func<TemplateFrame, object?> Item(ScriptIndexerExpression indexer)
    {
        (Func<TemplateFrame, object?> target, Func<TemplateFrame, object?> index) = (Expression(indexer.Target), Expression(indexer.Index));
        return frame => target(frame) is IList list && index(frame) is int at && at >= 0 && at < list.Count ? list[at] : throw Fault(indexer, "There is no such item, or it isn't a list.");
    }

    private static Func<TemplateFrame, string> Quoted(Func<TemplateFrame, object?> value, ScriptExpression? function)
    {
        // 'a | b | c' is 'a | (b | c)' in the tree.
        if (function is ScriptPipeCall both)
        {
            return Quoted(Boxed(Quoted(value, both.From)), both.To);
        }
        string? name = ((function is ScriptFunctionCall { Arguments.Count: 0 } call ? call.Target : function) as ScriptVariableGlobal)?.Name;
        Func<object, string?> quote = SqlFunctions.All.GetValueOrDefault(name ?? "") ?? throw Unknown(function);
        return frame =>
        {
            object? quoted = value(frame);
            return (quoted is null ? null : quote(quoted)) ?? throw Fault(function!, $"'{name}' doesn't take a {TypeName(quoted)}.");
        };
    }

    private Func<TemplateFrame, object?> IncludedText(ScriptFunctionCall call)
    {
        Action<TemplateFrame> write = Included(call);
        return frame =>
        {
            int start = frame.Output.Length;
            write(frame);
            SqlText text = new(frame.Output.ToString(start));
            frame.Output.Length = start;
            return text;
        };
    }

    private static Func<TemplateFrame, object?> Boxed(Func<TemplateFrame, string> text) => frame => new SqlText(text(frame));

    private static Func<TemplateFrame, object?> Boxed(Func<TemplateFrame, bool> condition) => frame => Truth.Of(condition(frame));

    private static bool IsInclude(ScriptFunctionCall call) => call.Target is ScriptVariableGlobal { Name: Include };

    private int SlotOf(ScriptExpression? variable) => variable is ScriptVariableGlobal { Name: not (Loop or Include or TemplateVariables.Prefix) and var name }
        ? templates.SlotOf(name)
        : throw Unknown(variable);

    private static bool AreEqual(object? a, object? b, ScriptNode node) => (a, b) switch
    {
        (string first, string second) => first == second,
        (bool first, bool second) => first == second,
        _ => Number(a, node) == Number(b, node),
    };

    private static long Number(object? value, ScriptNode node) => value switch
    {
        int number => number,
        long number => number,
        _ => throw Fault(node, $"It compares a {TypeName(value)}. Two numbers can be compared, or two words or truths for being equal."),
    };

    private static ScriptRuntimeException Unknown(ScriptNode? node) => Fault(node, $"Templates can't do this: '{node}'. They know text, values, if, case, for, variables, include and {string.Join(", ", SqlFunctions.All.Keys.Order(StringComparer.Ordinal))}.");

    private static ScriptRuntimeException Fault(ScriptNode? node, string problem) => new(node?.Span ?? default, problem);

    private static string TypeName(object? value) => value?.GetType().Name ?? "null";

    private sealed record Getter(Type Type, MemberReader Reader);
}
