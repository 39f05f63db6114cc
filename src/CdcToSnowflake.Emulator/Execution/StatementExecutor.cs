using CdcToSnowflake.Emulator.Execution.Definition;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Scripting;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Pipes;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Runs one statement of a session, in the transaction that is open or in one of its own.</summary>
internal sealed class StatementExecutor(Session session)
{
    public Session Session => session;

    public StatementResult Execute(Statement statement, StatementBinds binds, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return session.Engine.Queries.Run(session, statement, () => RunInTime(statement, binds, cancellationToken));
    }

    // STATEMENT_TIMEOUT_IN_SECONDS. A task's limits are its run's.
    private StatementResult RunInTime(Statement statement, StatementBinds binds, CancellationToken cancellationToken)
    {
        if (session.Task is not null || session.Parameters.StatementTimeout is not { } limit)
        {
            return Run(statement, binds, cancellationToken);
        }

        using var timeout = new CancellationTokenSource(limit, session.Engine.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return Run(statement, binds, stop.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw SnowflakeException.TimedOut(limit);
        }
    }

    private StatementResult Run(Statement statement, StatementBinds binds, CancellationToken cancellationToken)
    {
        if (statement is not BlockStatement)
        {
            session.Fault?.BeforeStatement();
        }

        if (SystemActions.TryExecute(statement, this, binds, cancellationToken) is { } done)
        {
            return done;
        }

        switch (statement)
        {
            case QueryStatement query:
                return Read(query.Query, binds, cancellationToken);
            case BeginTransactionStatement:
                session.Begin();
                return StatementResult.Status("Statement executed successfully.");
            case CommitStatement:
                session.Commit();
                return StatementResult.Status("Statement executed successfully.");
            case RollbackStatement:
                session.Rollback();
                return StatementResult.Status("Statement executed successfully.");
            case InsertStatement insert:
                return Change(context => Insertion.Execute(Permitted(insert, context), context), binds, cancellationToken);
            case UpdateStatement update:
                return Change(context => Updating.Execute(Permitted(update, context), context), binds, cancellationToken);
            case DeleteStatement delete:
                return Change(context => Deletion.Execute(Permitted(delete, context), context), binds, cancellationToken);
            case MergeStatement merge:
                return Change(context => Merging.Execute(Permitted(merge, context), context), binds, cancellationToken);
            case TruncateStatement truncate:
                return Change(context => Truncation.Execute(Permitted(truncate, context), context), binds, cancellationToken);
            case CopyIntoTableStatement copy:
                return Change(context => BulkCopy.Execute(Permitted(copy, context), context), binds, cancellationToken);
            case FlowStatement flow:
                return Flow(flow, binds, cancellationToken);
            case BlockStatement or IfStatement or CaseStatement or LetStatement or AssignStatement or RaiseStatement or ReturnStatement:
                return new ScriptInterpreter(this, binds, cancellationToken).Run(statement);
            default:
                return SessionStatements.TryExecute(statement, session, this, binds, cancellationToken)
                    ?? InformationStatements.TryExecute(statement, session)
                    ?? Define(context => Definitions.Execute(statement, context), binds, cancellationToken);
        }
    }

    // "Flow operators": an error of one step ends it all.
    private StatementResult Flow(FlowStatement flow, StatementBinds binds, CancellationToken cancellationToken)
    {
        var before = session.FlowResults;
        try
        {
            session.FlowResults = [];
            foreach (var step in flow.Steps.SkipLast(1))
            {
                using var result = Execute(step, binds, cancellationToken);
                session.FlowResults = [.. session.FlowResults, ResultRelation.Of(result)];
            }

            return Execute(flow.Steps[^1], binds, cancellationToken);
        }
        finally
        {
            session.FlowResults = before;
        }
    }

    private static T Permitted<T>(T statement, DmlContext context)
        where T : Statement
    {
        ChangePermission.Require(statement, context);
        return statement;
    }

    /// <summary>An expression's value, as text that DuckDB reads back to the same value.</summary>
    public ScriptValue Evaluate(Expression expression, DataType? type, StatementBinds binds, CancellationToken cancellationToken) => InScope(
        (scope, duck) =>
        {
            var translated = new SqlTranslator(scope).Expression(expression, scripting: true);
            var target = type ?? (translated.Type.Kind == TypeKind.Null ? DataType.Varchar : translated.Type);
            var sql = type is null ? translated.Sql : SqlTranslator.Assign(translated, target, expression.Position);
            return new ScriptValue(target, duck.Text($"SELECT CAST({sql} AS VARCHAR)", cancellationToken));
        },
        binds);

    /// <summary>The only row of a query, its values as variables of these types take them; null if it has none.</summary>
    public IReadOnlyList<ScriptValue>? Row(Query query, IReadOnlyList<DataType> types, StatementBinds binds, CancellationToken cancellationToken) => InScope(
        (scope, duck) =>
        {
            var translated = new SqlTranslator(scope).Query(query);
            if (translated.Columns.Count != types.Count)
            {
                throw SnowflakeException.Compilation(query.Position, $"INTO has {types.Count} variables for {translated.Columns.Count} values.");
            }

            var values = translated.Columns.Select((column, i) =>
                $"CAST({SqlTranslator.Assign(new TranslatedExpression("q." + PhysicalName.Quote(column.Physical), column.Type), types[i], query.Position)} AS VARCHAR)");
            using var rows = duck.Query($"SELECT {string.Join(", ", values)} FROM ({translated.Sql}) AS q", cancellationToken);
            List<ScriptValue>? row = null;
            var count = 0;
            for (; rows.Read(); count++)
            {
                row ??= [.. types.Select((type, i) => new ScriptValue(type, rows.IsDBNull(i) ? null : rows.GetString(i)))];
            }

            return count <= 1 ? row : throw new SnowflakeException(2151, "22000", $"A SELECT INTO statement expects exactly 1 returned row, but got {count} ({query.Position}).");
        },
        binds);

    /// <summary>Runs data changes in the open transaction, or in one of their own.</summary>
    public T Change<T>(Func<DmlContext, T> change, StatementBinds binds, CancellationToken cancellationToken)
    {
        if (session.Transaction is not { } open)
        {
            using var single = new SessionTransaction(session.Engine, isExplicit: false);
            var written = Write(single, change, binds, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            single.Commit();
            return written;
        }

        var write = open.BeginWrite(session.Duck, cancellationToken);
        write.Repair();
        var mark = write.Mark();
        try
        {
            return Write(open, change, binds, cancellationToken);
        }
        catch
        {
            write.UndoStatement(mark);
            throw;
        }
    }

    /// <summary>Runs a definition: it commits an open transaction, then commits itself.</summary>
    public StatementResult Define(Func<DdlContext, StatementResult> define, StatementBinds binds, CancellationToken cancellationToken)
    {
        session.Commit();
        using var single = new SessionTransaction(session.Engine, isExplicit: false);
        var write = single.BeginWrite(session.Duck, cancellationToken);
        var scope = new StatementScope(session, single, binds);
        var context = new DdlContext(session, write, scope, cancellationToken);
        var result = define(context);
        if (context.HasInserted)
        {
            single.Consume(scope.StreamsRead);
        }

        cancellationToken.ThrowIfCancellationRequested();
        single.Commit();
        return result;
    }

    private T Write<T>(SessionTransaction transaction, Func<DmlContext, T> change, StatementBinds binds, CancellationToken cancellationToken)
    {
        var write = transaction.BeginWrite(session.Duck, cancellationToken);
        var scope = new StatementScope(session, transaction, binds) { MayRunAgain = transaction.IsExplicit };
        var result = change(new DmlContext(session, write, scope, cancellationToken));
        transaction.Consume(scope.StreamsRead);
        return result;
    }

    private StatementResult Read(Query query, StatementBinds binds, CancellationToken cancellationToken) => InScope(
        (scope, duck) =>
        {
            var translated = new SqlTranslator(scope).Query(query);
            var rows = duck.Query(translated.Sql, cancellationToken);
            return new StatementResult(
                [.. translated.Columns.Select(column => new ResultColumn(column.Name, column.Type))],
                new DuckRows(rows, [.. translated.Columns.Select(column => column.Type)]),
                -1);
        },
        binds);

    private T InScope<T>(Func<StatementScope, DuckSession, T> read, StatementBinds binds)
    {
        if (session.Transaction is not { } open)
        {
            using var single = new SessionTransaction(session.Engine, isExplicit: false);
            return session.AtOneMoment(() => read(new StatementScope(session, single, binds), session.Duck));
        }

        if (open.Write is not { } write)
        {
            return session.AtOneMoment(() => read(new StatementScope(session, open, binds), session.Duck));
        }

        write.Repair();
        var mark = write.Mark();
        try
        {
            return read(new StatementScope(session, open, binds), session.Duck);
        }
        catch
        {
            // Also a failed query makes DuckDB give the transaction up.
            write.UndoStatement(mark);
            throw;
        }
    }
}
