using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private CreateTaskStatement ParseCreateTask(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        var start = Position;
        var properties = new List<Property>();
        NodeList<ObjectName> after = [];
        ObjectName? finalize = null;
        Expression? when = null;
        var whenText = default(SourceSlice);
        while (!TryWord("AS"))
        {
            if (TryWord("AFTER"))
            {
                after = [.. ParseList(ParseTaskName)];
            }
            else if (IsWord("FINALIZE") && Ahead(1).IsSymbol("="))
            {
                _at += 2;
                finalize = ParseTaskName();
            }
            else if (TryWord("WHEN"))
            {
                (when, whenText) = ParseTaskCondition();
            }
            else if (Here.Kind == TokenKind.Word && Ahead(1).IsSymbol("="))
            {
                properties.Add(ParseProperty("CREATE TASK", KnownProperties.Task));
                TrySymbol(",");
            }
            else
            {
                RefuseWord("EXECUTE", "EXECUTE AS of tasks");
                RefuseWord("CLONE", "CREATE TASK … CLONE");
                throw Unexpected("'AS'");
            }
        }

        return new CreateTaskStatement(mode, name, Checked(properties, start), ParseTaskBody())
        {
            After = after, Finalize = finalize, When = when, WhenText = whenText,
        };
    }

    private ExecuteTaskStatement ParseExecuteTask()
    {
        var name = ParseTaskName();
        if (TryWords("USING", "CONFIG"))
        {
            ExpectSymbol("=");
            return new ExecuteTaskStatement(name, RetryLast: false) { Config = ParseString() };
        }

        return TryWords("RETRY", "GRAPH", "RUN", "GROUP")
            ? new ExecuteTaskStatement(name, RetryLast: false) { RetryGroup = ParseString() }
            : new ExecuteTaskStatement(name, TryWords("RETRY", "LAST"));
    }

    /// <summary>A task is named by an identifier or, in older scripts, by a string.</summary>
    private ObjectName ParseTaskName()
    {
        var position = Position;
        return Here.Kind == TokenKind.String ? new Parser(Next().Text).ParseObjectName() with { Position = position } : ParseObjectName();
    }

    private (Expression When, SourceSlice Text) ParseTaskCondition()
    {
        var start = Position.Offset;
        var when = ParseExpression();
        return (when, new SourceSlice(TextBetween(start, _at)));
    }

    /// <summary>One statement or a block. A block given as $$ … $$ is parsed as well: its text is the definition.</summary>
    private Statement ParseTaskBody()
    {
        if (Here.Kind != TokenKind.String)
        {
            return ParseStatement();
        }

        throw NotEmulated("a task's body in a string");
    }
}
