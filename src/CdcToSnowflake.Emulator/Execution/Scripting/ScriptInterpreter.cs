using System.Globalization;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Scripting;

/// <summary>Snowflake Scripting's blocks: variables, branches, exceptions. What a block returns is one value named "anonymous block".</summary>
internal sealed class ScriptInterpreter(StatementExecutor executor, StatementBinds outer, CancellationToken cancellationToken)
{
    private ScriptFrame _frame = new(null);
    private SnowflakeException? _expressionError;

    /// <summary>The type of what is returned; null = whatever it is.</summary>
    public DataType? Returns { get; init; }

    public StatementResult Run(Statement statement)
    {
        var flow = Execute(statement);
        return StatementResult.Table([new ResultColumn("anonymous block", flow.Value?.Type ?? DataType.Varchar)], [[flow.Value?.Text]]);
    }

    /// <summary>Runs a procedure's body.</summary>
    public ScriptValue Call(Statement body, IReadOnlyDictionary<string, ScriptValue> arguments)
    {
        foreach (var (name, value) in arguments)
        {
            _frame.Declare(name, value);
        }

        return Execute(body).Value ?? new ScriptValue(Returns ?? DataType.Varchar, null);
    }

    private StatementBinds Binds => new([], name => _frame.Find(name)?.AsExpression() ?? outer.Variable(name));

    private ScriptFlow Execute(Statement statement)
    {
        cancellationToken.ThrowIfCancellationRequested();
        switch (statement)
        {
            case BlockStatement block:
                return Block(block);
            case LetStatement let:
                _frame.Declare(let.Name, Evaluate(let.Value, let.Type));
                return ScriptFlow.Next;
            case AssignStatement assign:
                Assign(assign);
                return ScriptFlow.Next;
            case IfStatement branch:
                return Branch(branch.Branches, branch.Else, condition => condition);
            case CaseStatement choice:
                return Branch(
                    choice.Branches,
                    choice.Else,
                    condition => choice.Operand is null ? condition : new BinaryExpression(BinaryOperator.Equal, choice.Operand, condition) { Position = condition.Position });
            case ReturnStatement result:
                return ScriptFlow.Return(result.Value is null ? null : Evaluate(result.Value, Returns));
            case RaiseStatement raise:
                throw Raised(raise);
            case NullStatement:
                return ScriptFlow.Next;
            case CallStatement { Into: { } variable } call:
                Take(variable, call);
                return ScriptFlow.Next;
            case QueryStatement { Query: { Body: SelectBody { Into.Count: > 0 } select } query }:
                Take(select, query);
                return ScriptFlow.Next;
            default:
                using (var result = executor.Execute(statement, Binds, cancellationToken))
                {
                    _frame.Root.LastRowCount = result.Affected;
                }

                return ScriptFlow.Next;
        }
    }

    private ScriptFlow Block(BlockStatement block)
    {
        var before = _frame;
        _frame = new ScriptFrame(before);
        try
        {
            foreach (var declaration in block.Declarations)
            {
                Declare(declaration);
            }

            return All(block.Body);
        }
        catch (SnowflakeException error) when (Handler(block, error) is not null)
        {
            // The handler sees the block's variables as the error left them.
            _frame = new ScriptFrame(_frame) { Error = error };
            return All(Handler(block, error)!.Body);
        }
        finally
        {
            _frame = before;
        }
    }

    private ScriptFlow All(NodeList<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (Execute(statement) is { IsReturn: true } flow)
            {
                return flow;
            }
        }

        return ScriptFlow.Next;
    }

    private void Declare(Declaration declaration)
    {
        switch (declaration)
        {
            case VariableDeclaration { Value: { } value } variable:
                _frame.Declare(variable.Name, Evaluate(value, variable.Type));
                break;
            case VariableDeclaration variable:
                _frame.Declare(variable.Name, new ScriptValue(variable.Type!, null));
                break;
            case ExceptionDeclaration exception:
                _frame.Declare(exception);
                break;
            default:
                throw new NotEmulatedException("this declaration", declaration.Position);
        }
    }

    private void Assign(AssignStatement assign)
    {
        var frame = _frame.Owner(assign.Name) ?? throw SnowflakeException.InvalidIdentifier(assign.Position, assign.Name);
        frame.Declare(assign.Name, Evaluate(assign.Value, frame.Find(assign.Name)!.Type));
    }

    private void Take(string variable, CallStatement call)
    {
        var frame = _frame.Owner(variable) ?? throw SnowflakeException.InvalidIdentifier(call.Position, variable);
        var type = frame.Find(variable)!.Type;
        using var result = executor.Execute(call with { Into = null }, Binds, cancellationToken);
        frame.Declare(variable, result.Columns[0].Type.Kind == type.Kind
            ? new ScriptValue(type, result.Rows.Read() ? Convert.ToString(result.Rows.Value(0), CultureInfo.InvariantCulture) : null)
            : throw new NotEmulatedException("CALL … INTO a variable of another type", call.Position));
    }

    private void Take(SelectBody select, Query query)
    {
        var frames = select.Into.Select(name => _frame.Owner(name) ?? throw SnowflakeException.InvalidIdentifier(select.Position, name)).ToList();
        var before = frames.Select((frame, i) => frame.Find(select.Into[i])!).ToList();
        var values = executor.Row(query with { Body = select with { Into = [] } }, [.. before.Select(value => value.Type)], Binds, cancellationToken);
        if (values is null && before.Exists(value => value.Text is not null))
        {
            throw new NotEmulatedException("SELECT … INTO of no row, with variables that have values,", select.Position, "Ask by MAX or ANY_VALUE, which always give a row.");
        }

        for (var i = 0; values is not null && i < frames.Count; i++)
        {
            frames[i].Declare(select.Into[i], values[i]);
        }
    }

    private ScriptFlow Branch(NodeList<ConditionalBranch> branches, NodeList<Statement> otherwise, Func<Expression, Expression> condition)
    {
        foreach (var branch in branches)
        {
            if (IsTrue(condition(branch.Condition)))
            {
                return All(branch.Body);
            }
        }

        return All(otherwise);
    }

    private bool IsTrue(Expression condition) => Evaluate(condition, DataType.Boolean).IsTrue;

    private SnowflakeException Raised(RaiseStatement raise)
    {
        if (raise.Name is null)
        {
            return _frame.CurrentError ?? throw SnowflakeException.Compilation(raise.Position, "RAISE without a name stands only in a handler.");
        }

        var declared = _frame.FindException(raise.Name) ?? throw SnowflakeException.InvalidIdentifier(raise.Position, raise.Name);
        return new ScriptException(declared);
    }

    private ScriptValue Evaluate(Expression expression, DataType? type)
    {
        try
        {
            return executor.Evaluate(expression, type, Binds, cancellationToken);
        }
        catch (SnowflakeException error)
        {
            _expressionError = error;
            throw;
        }
    }

    // What is not emulated is no error of the script's, and no handler may take it for one.
    private ExceptionHandler? Handler(BlockStatement block, SnowflakeException error) => error is NotEmulatedException ? null : block.Handlers.FirstOrDefault(handler => handler.Names.Any(name => name switch
    {
        "OTHER" => true,
        "STATEMENT_ERROR" => error is not ScriptException && !ReferenceEquals(error, _expressionError),
        "EXPRESSION_ERROR" => ReferenceEquals(error, _expressionError),
        _ => error is ScriptException raised && raised.Name == name,
    }));
}
