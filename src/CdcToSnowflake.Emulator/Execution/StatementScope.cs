using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Execution.Usage;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Streams;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>The world as one statement of a session sees it, and a record of the streams that it reads.</summary>
internal sealed class StatementScope : INameScope
{
    private readonly Session _session;
    private readonly SessionTransaction _transaction;
    private readonly StatementBinds _binds;
    private readonly string? _database;
    private readonly string? _schema;
    private readonly HashSet<string> _views;

    public StatementScope(Session session, SessionTransaction transaction, StatementBinds binds)
        : this(session, transaction, binds, session.Facts(), session.Database, session.Schema, [], [])
    {
        Access = new RoleAccess(session);
    }

    private StatementScope(
        Session session,
        SessionTransaction transaction,
        StatementBinds binds,
        SessionFacts facts,
        string? database,
        string? schema,
        HashSet<long> streams,
        HashSet<string> views)
    {
        _session = session;
        _transaction = transaction;
        _binds = binds;
        _database = database;
        _schema = schema;
        _views = views;
        Session = facts;
        StreamsRead = streams;
    }

    public SessionFacts Session { get; }

    public HashSet<long> StreamsRead { get; }

    /// <summary>The role's grants; null where the owner's rights hold: in views and policies.</summary>
    public RoleAccess? Access { get; private init; }

    /// <summary>What a COPY reads in place of its stage.</summary>
    public Relation? StagedFiles { get; private init; }

    /// <summary>Whether the statement changes rows in a transaction of several: it runs again when a later one fails, <see cref="WriteScope"/>.</summary>
    public bool MayRunAgain { get; init; }

    private EngineState State => _transaction.Write?.State ?? _session.State;

    public Relation ResolveRelation(NamedTable table)
    {
        if (table.AtStream is not null)
        {
            throw new NotEmulatedException("AT in a query", table.Position);
        }

        if (AccountUsage.Find(table.Name, _session, State, Access) is { } usage)
        {
            return usage;
        }

        if (InformationSchema.Find(table.Name, _database, _schema, State, Access) is { } information)
        {
            return information;
        }

        var key = NameResolution.Complete(NameSpaceKind.Table, table.Name, _database, _schema);
        var found = State.Catalog.Find(key) ?? State.Catalog.Find(key with { Space = NameSpaceKind.Stream }) ?? throw Absent(key, table);
        Access?.Require("SELECT", found, table.Name);
        if (found is TableObject)
        {
            _session.TablesRead.Add(found.Id);
        }

        return found switch
        {
            TableObject read => Governed(TableRelation(read), read.RowPolicy, read.Columns),
            ViewObject view => Governed(ViewRelation(view, table), view.RowPolicy, []),
            _ => ReadStream((StreamObject)found, table.Name),
        };
    }

    /// <summary>The same world with the owner's rights, other current names and other variables: what a policy's body sees.</summary>
    public StatementScope WithOwnersRights(string database, string schema, Func<string, TranslatedExpression?> variable) =>
        new(_session, _transaction, new StatementBinds([], variable), Session with { Database = database, Schema = schema }, database, schema, StreamsRead, _views) { MayRunAgain = MayRunAgain };

    /// <summary>The same world, in which a stage stands for fetched files.</summary>
    public StatementScope WithStagedFiles(Relation files) => new(_session, _transaction, _binds, Session, _database, _schema, StreamsRead, _views) { StagedFiles = files, Access = Access, MayRunAgain = MayRunAgain };

    public static Relation TableRelation(TableObject table) =>
        new(PhysicalTable.Of(table), [.. table.Columns.Select(column => new RelationColumn(column.Name, column.Type.Stored))]);

    public Relation ResolveStage(StageTable stage) =>
        StagedFiles ?? throw new NotEmulatedException("a stage outside of COPY INTO", stage.Position);

    public Relation? ResolveTableFunction(FunctionCall call) => HistoryFunctions.Find(call, this, _session);

    public Relation ResolveResult(int back, TextPosition position) => back <= _session.FlowResults.Count
        ? _session.FlowResults[^back]
        : throw SnowflakeException.Compilation(position, $"${back} in FROM: only {_session.FlowResults.Count} statements stand before this one with ->>.");

    public TranslatedExpression? ResolveVariable(string name) => _binds.Variable(name);

    public TranslatedExpression? ResolveSessionVariable(string name) => _session.Variables.GetValueOrDefault(name);

    public TranslatedExpression? ResolveParameter(int ordinal) => _binds.Parameter(ordinal);

    public void NoteVolatile(FunctionCall call)
    {
        if (MayRunAgain)
        {
            throw new NotEmulatedException($"{call.Name} in a change within BEGIN TRANSACTION", call.Position, "Take its value before, by LET or SET.");
        }
    }

    public TranslatedExpression? ResolveSystemFunction(FunctionCall call) => SystemFunctions.Find(call, this, _session, State);

    /// <summary>The rows that a transaction would see of a stream, without reading it for the record.</summary>
    public (StreamObject Stream, StreamWindow Window) Peek(ObjectName name)
    {
        var stream = StreamAccess.Find(State.Catalog, NameResolution.Complete(NameSpaceKind.Stream, name, _database, _schema), name);
        var (_, window) = StreamAccess.Open(stream, State, _transaction, _session.Engine.Touches, Session.Now);
        return (stream, window);
    }

    /// <summary>The id of the table that has a name now; null if there is none.</summary>
    public long? TableId(CatalogKey key) => (State.Catalog.Find(key) as TableObject)?.Id;

    public CatalogKey Complete(NameSpaceKind space, ObjectName name) => NameResolution.Complete(space, name, _database, _schema);

    private Exception Absent(CatalogKey key, NamedTable table) => State.Catalog.Find(key with { Space = NameSpaceKind.SemanticView }) is null
        ? SnowflakeException.DoesNotExist("Object", table.Name)
        : new NotEmulatedException("queries of semantic views", table.Position);

    private Relation ReadStream(StreamObject stream, ObjectName written)
    {
        var (table, window) = StreamAccess.Open(stream, State, _transaction, _session.Engine.Touches, Session.Now);
        Access?.Require("SELECT", table, written);
        StreamsRead.Add(stream.Id);
        return Governed(StreamRelation.Of(stream, table, window), table.RowPolicy, table.Columns);
    }

    private Relation ViewRelation(ViewObject view, NamedTable reference)
    {
        if (!_views.Add(view.Key.ToString()))
        {
            throw SnowflakeException.Compilation(reference.Position, $"View {view.Key} reads itself.");
        }

        var definition = (CreateViewStatement)SqlParser.Parse(view.Definition)[0];
        var scope = new StatementScope(_session, _transaction, StatementBinds.None, Session, view.Database, view.Schema, StreamsRead, _views) { MayRunAgain = MayRunAgain };
        var query = new SqlTranslator(scope).Query(definition.Query.Query);
        _views.Remove(view.Key.ToString());
        RequireDeclared(view, query, definition);
        return definition.Columns.Count == 0
            ? query.AsRelation()
            : new Relation("(" + query.Sql + ")", [.. query.Columns.Zip(definition.Columns, (column, named) => column with { Name = named.Name, Physical = column.Physical })]);
    }

    // "CREATE VIEW": view definitions are not dynamic.
    private static void RequireDeclared(ViewObject view, TranslatedQuery query, CreateViewStatement definition)
    {
        if (view.Columns.Count != query.Columns.Count)
        {
            throw new SnowflakeException(
                2057, "42601", $"SQL compilation error: View definition for '{view.Key}' declared {view.Columns.Count} column(s), but view query produces {query.Columns.Count} column(s).");
        }

        for (var i = 0; i < view.Columns.Count && definition.Columns.Count == 0; i++)
        {
            if (view.Columns[i].Name != query.Columns[i].Name)
            {
                throw new SnowflakeException(
                    2057, "42601", $"SQL compilation error: View definition for '{view.Key}' declared column '{view.Columns[i].Name}', but view query produces column '{query.Columns[i].Name}'.");
            }
        }
    }

    private Relation Governed(Relation relation, RowPolicy? rows, IReadOnlyList<TableColumn> columns) => PolicyRelation.Governed(relation, rows, columns, this, State.Catalog);
}
