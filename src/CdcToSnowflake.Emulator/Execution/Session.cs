using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Tasks;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>A connection's state. Used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private const int KeptResults = 5;

    // The manual's "Working with stored procedures".
    private const int DeepestCall = 16;

    private static long _lastId;

    // What a read that is under way sees; null between reads.
    private EngineState? _read;

    // The transaction that was open when the running procedure was called.
    private SessionTransaction? _enclosing;
    private int _calls;

    private readonly Queue<(string QueryId, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Rows)> _results = [];

    public Session(Engine engine)
    {
        Engine = engine;
        Duck = engine.OpenDuck();
        Id = Interlocked.Increment(ref _lastId);
    }

    public Engine Engine { get; }

    public DuckSession Duck { get; }

    public long Id { get; }

    public string? Database { get; set; }

    public string? Schema { get; set; }

    public string? Warehouse { get; set; }

    public string Role { get; set; } = RoleObject.Owner;

    /// <summary>What USE SECONDARY ROLES named; null = ALL, which a user has by default.</summary>
    public IReadOnlyList<string>? SecondaryRoles { get; set; }

    /// <summary>The secondary roles as they are now: ALL follows each grant.</summary>
    public IEnumerable<string> ActiveSecondaryRoles => SecondaryRoles ?? UserRoles.Granted(this).Where(role => role != Role);

    /// <summary>The run of the task whose body or condition this session executes; null: a user's session.</summary>
    public TaskContext? Task { get; init; }

    /// <summary>Where chaos strikes.</summary>
    public TaskFault? Fault { get; set; }

    /// <summary>Whether SYSTEM$STREAM_HAS_DATA only looks, and leaves an empty stream as stale as it is.</summary>
    public bool IsPeek { get; set; }

    /// <summary>ALTER SESSION's.</summary>
    public SessionParameters Parameters { get; } = new();

    /// <summary>The statement under way; null between statements.</summary>
    public string? RunningQueryId { get; set; }

    /// <summary>The id that the next statement shall have; null = a new one.</summary>
    public string? NextQueryId { get; set; }

    /// <summary>LAST_QUERY_ID().</summary>
    public string? LastQueryId { get; set; }

    /// <summary>The ids of the tables that the statement under way reads.</summary>
    public HashSet<long> TablesRead { get; set; } = [];

    /// <summary>The results of the statements that stand before the current one with ->>.</summary>
    public IReadOnlyList<Relation> FlowResults { get; set; } = [];

    /// <summary>SET variables.</summary>
    public Dictionary<string, TranslatedExpression> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The explicit transaction that is open.</summary>
    public SessionTransaction? Transaction { get; private set; }

    /// <summary>Keeps a result for RESULT_SCAN, the last few of them; only such as were made here, not a query's rows.</summary>
    public void Keep(string queryId, StatementResult result)
    {
        if (result.Rows is MemoryRows { All.Count: > 0 } rows && RunningQueryId == queryId)
        {
            _results.Enqueue((queryId, result.Columns, rows.All));
            if (_results.Count > KeptResults)
            {
                _results.Dequeue();
            }
        }
    }

    /// <summary>A kept result, unread; null if it is not kept.</summary>
    public StatementResult? Result(string queryId)
    {
        foreach (var (id, columns, rows) in _results)
        {
            if (id == queryId)
            {
                return StatementResult.Table(columns, rows);
            }
        }

        return null;
    }

    /// <summary>The state as this session's next statement sees it.</summary>
    public EngineState State => Transaction?.Write?.State ?? _read ?? Engine.State;

    public CatalogSnapshot Catalog => State.Catalog;

    /// <summary>Reads the catalog and the rows of one moment: of what others commit meanwhile it sees both or neither.</summary>
    public T AtOneMoment<T>(Func<T> read)
    {
        if (Duck.HasBegun)
        {
            return read();
        }

        _read = Engine.BeginReading(Duck);
        try
        {
            return read();
        }
        finally
        {
            _read = null;
            Duck.Rollback(); // nothing was written, and after an error there is nothing to commit
        }
    }

    /// <summary>BEGIN inside an open transaction does nothing, as in Snowflake.</summary>
    public void Begin()
    {
        if (Transaction is not null && Transaction == _enclosing)
        {
            throw new NotEmulatedException("a transaction of a procedure that is called within a transaction");
        }

        Transaction ??= new SessionTransaction(Engine, isExplicit: true);
    }

    /// <summary>
    /// Runs a procedure's body. "Stored procedures and transactions": what it begins it must end, what was begun around it it must not; and a CALL that fails takes back what it did.
    /// </summary>
    public T InProcedure<T>(Func<T> body)
    {
        if (_calls == DeepestCall)
        {
            throw new SnowflakeException(300002, "P0000", $"Stored procedures call one another more than {DeepestCall} deep.");
        }

        var around = _enclosing;
        var open = Transaction;
        var mark = open?.Mark();
        _enclosing = open;
        _calls++;
        try
        {
            var result = body();
            return Transaction == open ? result : throw new SnowflakeException(
                90232, "25000", "Stored procedure execution error: Scoped transaction started in stored procedure is incomplete and it was rolled back.");
        }
        catch
        {
            _enclosing = around;
            if (Transaction == open)
            {
                open?.UndoTo(mark!.Value);
            }
            else
            {
                Rollback();
            }

            throw;
        }
        finally
        {
            _enclosing = around;
            _calls--;
        }
    }

    public void Commit()
    {
        RequireOwnTransaction();
        if (Transaction is not { } transaction)
        {
            return;
        }

        Transaction = null;
        using (transaction)
        {
            transaction.Commit();
        }
    }

    public void Rollback()
    {
        RequireOwnTransaction();
        Transaction?.Dispose();
        Transaction = null;
    }

    private void RequireOwnTransaction()
    {
        if (Transaction is not null && Transaction == _enclosing)
        {
            throw new SnowflakeException(90231, "25000", "Modifying a transaction that has started at a different scope is not allowed.");
        }
    }

    public SessionFacts Facts() => new()
    {
        Now = Engine.Clock.GetUtcNow(),
        Database = Database,
        Schema = Schema,
        Warehouse = Warehouse,
        Role = Role,
        Roles = () => RoleAccess.InSession(Role, Catalog).Union(ActiveSecondaryRoles.SelectMany(role => RoleAccess.InSession(role, Catalog))).ToHashSet(StringComparer.Ordinal),
        SecondaryRoles = () => (string.Join(',', ActiveSecondaryRoles), SecondaryRoles is null ? "ALL" : string.Join(',', SecondaryRoles)),
        SessionId = Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        LastQueryId = LastQueryId,
        Transaction = Transaction?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>A name as written, completed by the session's database and schema.</summary>
    public CatalogKey Key(NameSpaceKind space, ObjectName name) => NameResolution.Complete(space, name, Database, Schema);

    public void Dispose()
    {
        try
        {
            Rollback();
        }
        finally
        {
            Duck.Dispose();
        }
    }
}
