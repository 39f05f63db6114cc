using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Scriban.Syntax;

namespace CdcToSnowflake.Sql.Rendering;

/// <summary>
/// Makes a template that Scriban parsed ready to be written. It knows of Scriban's language what SQL needs: text, values, <c>if</c>, <c>case</c>, <c>for</c>, variables, <c>include</c> and the quoting
/// functions; anything else is refused where it stands. Of values only whole numbers and what a quoting function or an include returned can be written, so no name or text reaches the SQL
/// unquoted, whatever the template says. Scriban's own evaluation takes some ten times as long, which tells over 10,000 tables.
/// </summary>
[RequiresUnreferencedCode(TemplateMembers.ByReflection)]
[RequiresDynamicCode(TemplateMembers.ByReflection)]
internal sealed partial class TemplateCompiler(SqlTemplates templates)
{
    private const string Include = "include";
    private const string Loop = "for";
    private const string First = "first";
    private const string Last = "last";
    private const int DeepestInclude = 100;

    private readonly List<string> _includes = [];
    private readonly List<string> _variables = [];

    public CompiledTemplate Compile(ScriptPage page)
    {
        Action<TemplateFrame> write = Block(page.Body);
        return new CompiledTemplate(write, _includes, _variables);
    }

    private Action<TemplateFrame> Block(ScriptBlockStatement? block)
    {
        Action<TemplateFrame>[] statements = [.. (block?.Statements ?? []).Where(IsWritten).Select(Statement)];
        return statements switch
        {
            [] => _ => { },
            [var only] => only,
            _ => frame =>
            {
                foreach (Action<TemplateFrame> statement in statements)
                {
                    statement(frame);
                }
            },
        };
    }

    // Braces and ends of blocks are statements, too.
    private static bool IsWritten(ScriptStatement statement) => statement is not (ScriptEscapeStatement or ScriptEndStatement or ScriptNopStatement);

    private Action<TemplateFrame> Statement(ScriptStatement statement) => statement switch
    {
        ScriptRawStatement raw => Text(raw.Text.ToString()),
        ScriptExpressionStatement { Expression: ScriptAssignExpression { EqualToken.TokenType: Scriban.Parsing.TokenType.Equal } assignment } => Assignment(assignment),
        ScriptExpressionStatement value => Value(value),
        ScriptIfStatement choice => If(choice),
        ScriptCaseStatement choice => Case(choice),
        ScriptForStatement { Else: null, NamedArguments: null or { Count: 0 } } loop => For(loop),
        _ => throw Unknown(statement),
    };

    private static Action<TemplateFrame> Text(string text) => frame => frame.Output.Append(text);

    private Action<TemplateFrame> Assignment(ScriptAssignExpression assignment)
    {
        int slot = SlotOf(assignment.Target);
        Func<TemplateFrame, object?> value = Expression(assignment.Value);
        return frame => frame[slot] = value(frame);
    }

    private Action<TemplateFrame> Value(ScriptExpressionStatement statement)
    {
        switch (statement.Expression)
        {
            case ScriptFunctionCall call when IsInclude(call):
                return Included(call);
            case ScriptPipeCall pipe:
                Func<TemplateFrame, string> quoted = Quoted(Expression(pipe.From), pipe.To);
                return frame => frame.Output.Append(quoted(frame));
            default:
                Func<TemplateFrame, object?> value = Expression(statement.Expression);
                return frame => Write(frame, value(frame), statement);
        }
    }

    private static void Write(TemplateFrame frame, object? value, ScriptNode node)
    {
        switch (value)
        {
            case SqlText sql:
                frame.Output.Append(sql.Text);
                break;
            case int number:
                frame.Output.Append(number);
                break;
            case long number:
                frame.Output.Append(number);
                break;
            default:
                throw Fault(node, $"A template wrote a {TypeName(value)}. Pass it through {string.Join(", ", SqlFunctions.All.Keys.Order(StringComparer.Ordinal))}.");
        }
    }

    private Action<TemplateFrame> If(ScriptIfStatement choice)
    {
        Func<TemplateFrame, bool> condition = Condition(choice.Condition);
        Action<TemplateFrame> then = Block(choice.Then);
        Action<TemplateFrame> otherwise = Else(choice.Else);
        return frame => (condition(frame) ? then : otherwise)(frame);
    }

    private Action<TemplateFrame> Else(ScriptConditionStatement? otherwise) => otherwise switch
    {
        null => _ => { },
        ScriptIfStatement choice => If(choice),
        ScriptElseStatement last => Block(last.Body),
        _ => throw Unknown(otherwise),
    };

    private Action<TemplateFrame> Case(ScriptCaseStatement choice)
    {
        Func<TemplateFrame, object?> value = Expression(choice.Value);
        Action<TemplateFrame, object?> branches = When((choice.Body?.Statements ?? []).OfType<ScriptWhenStatement>().FirstOrDefault());
        return frame => branches(frame, value(frame));
    }

    /// <summary>Writes the first branch, of this one and those behind it, that the value chooses.</summary>
    private Action<TemplateFrame, object?> When(ScriptConditionStatement? branch)
    {
        if (branch is not ScriptWhenStatement when)
        {
            Action<TemplateFrame> otherwise = Else(branch);
            return (frame, _) => otherwise(frame);
        }
        Func<TemplateFrame, object?>[] candidates = [.. when.Values.Select(Expression)];
        Action<TemplateFrame> body = Block(when.Body);
        Action<TemplateFrame, object?> next = When(when.Next);
        return (frame, value) =>
        {
            foreach (Func<TemplateFrame, object?> candidate in candidates)
            {
                if (AreEqual(value, candidate(frame), when))
                {
                    body(frame);
                    return;
                }
            }
            next(frame, value);
        };
    }

    private Action<TemplateFrame> For(ScriptForStatement loop)
    {
        int slot = SlotOf(loop.Variable);
        Func<TemplateFrame, object?> items = Expression(loop.Iterator);
        Action<TemplateFrame> body = Block(loop.Body);
        return frame =>
        {
            object? value = items(frame);
            IList list = value as IList ?? throw Fault(loop.Iterator, $"'for' goes over a list, not a {TypeName(value)}.");
            (object? before, LoopPlace? outer) = (frame[slot], frame.Loop);
            for (int i = 0; i < list.Count; i++)
            {
                frame[slot] = list[i];
                frame.Loop = new LoopPlace(i, list.Count);
                body(frame);
            }
            (frame[slot], frame.Loop) = (before, outer);
        };
    }

    /// <summary>Writes another template in place, without white space at its end. It sees what the including one sees.</summary>
    private Action<TemplateFrame> Included(ScriptFunctionCall call)
    {
        string name = call.Arguments is [ScriptLiteral { Value: string literal }] ? literal : throw Fault(call, "'include' takes the name of a template in quotes.");
        if (!templates.Has(name))
        {
            throw Fault(call, $"It includes '{name}', and there is no such template.");
        }
        _includes.Add(name);
        CompiledTemplate? included = null;
        return frame =>
        {
            if (++frame.Depth > DeepestInclude)
            {
                throw Fault(call, $"More than {DeepestInclude} templates include each other here.");
            }
            int start = frame.Output.Length;
            // Not before it is needed: a template may include itself.
            (included ??= templates.Compiled(name)).Write(frame);
            frame.Output.TrimEnd(start);
            frame.Depth--;
        };
    }
}
