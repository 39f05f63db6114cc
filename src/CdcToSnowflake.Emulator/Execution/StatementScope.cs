using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
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

    /// <summary>What a COPY reads in place of its stage.</summary>
    public Relation? StagedFiles { get; private init; }

    private EngineState State => _transaction.Write?.State ?? _session.Engine.State;

    public Relation ResolveRelation(NamedTable table)
    {
        if (table.AtStream is not null)
        {
            throw new NotEmulatedException("AT in a query", table.Position);
        }

        if (InformationSchema.Find(table.Name, _database, _schema, State) is { } information)
        {
            return information;
        }

        var key = NameResolution.Complete(NameSpaceKind.Table, table.Name, _database, _schema);
        return State.Catalog.Find(key) switch
        {
            TableObject found => TableRelation(found),
            ViewObject view => ViewRelation(view, table),
            _ => State.Catalog.Find(key with { Space = NameSpaceKind.Stream }) is StreamObject stream
                ? ReadStream(stream)
                : throw SnowflakeException.DoesNotExist("Object", table.Name),
        };
    }

    /// <summary>The same world, in which a stage stands for fetched files.</summary>
    public StatementScope WithStagedFiles(Relation files) => new(_session, _transaction, _binds, Session, _database, _schema, StreamsRead, _views) { StagedFiles = files };

    public static Relation TableRelation(TableObject table) =>
        new(PhysicalTable.Of(table), [.. table.Columns.Select(column => new RelationColumn(column.Name, column.Type))]);

    public Relation ResolveStage(StageTable stage) =>
        StagedFiles ?? throw new NotEmulatedException("a stage outside of COPY INTO", stage.Position);

    public Relation? ResolveTableFunction(FunctionCall call) => HistoryFunctions.Find(call, this, _session);

    public TranslatedExpression? ResolveVariable(string name) => _binds.Variable(name);

    public TranslatedExpression? ResolveSessionVariable(string name) => _session.Variables.GetValueOrDefault(name);

    public TranslatedExpression? ResolveParameter(int ordinal) => _binds.Parameter(ordinal);

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

    private Relation ReadStream(StreamObject stream)
    {
        var (table, window) = StreamAccess.Open(stream, State, _transaction, _session.Engine.Touches, Session.Now);
        StreamsRead.Add(stream.Id);
        return StreamRelation.Of(stream, table, window);
    }

    private Relation ViewRelation(ViewObject view, NamedTable reference)
    {
        if (!_views.Add(view.Key.ToString()))
        {
            throw SnowflakeException.Compilation(reference.Position, $"View {view.Key} reads itself.");
        }

        var definition = (CreateViewStatement)SqlParser.Parse(view.Definition)[0];
        var scope = new StatementScope(_session, _transaction, StatementBinds.None, Session, view.Database, view.Schema, StreamsRead, _views);
        var query = new SqlTranslator(scope).Query(definition.Query.Query);
        _views.Remove(view.Key.ToString());
        return definition.Columns.Count == 0
            ? query.AsRelation()
            : new Relation("(" + query.Sql + ")", [.. query.Columns.Zip(definition.Columns, (column, name) => column with { Name = name, Physical = column.Physical })]);
    }
}
