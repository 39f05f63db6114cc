using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

internal sealed partial class Parser
{
    private Statement ParseCreate()
    {
        ExpectWord("CREATE");
        var mode = TryWords("OR", "REPLACE") ? CreateMode.OrReplace : TryWords("OR", "ALTER") ? CreateMode.OrAlter : CreateMode.Create;
        var secure = TryWord("SECURE");
        RefuseWord("RECURSIVE", "recursive views");
        RefuseWord("MATERIALIZED", "materialized views");
        RefuseWord("DYNAMIC", "dynamic tables");
        RefuseWord("EXTERNAL", "external tables and functions");
        RefuseWord("HYBRID", "hybrid tables");
        RefuseWord("EVENT", "event tables");
        RefuseWord("ICEBERG", "Iceberg tables");
        _ = TryWord("LOCAL") || TryWord("GLOBAL");
        var kind = IsWord("TRANSIENT") ? TableKind.Transient
            : IsWord("TEMPORARY") || IsWord("TEMP") || IsWord("VOLATILE") ? TableKind.Temporary
            : TableKind.Permanent;
        _at += kind == TableKind.Permanent ? 0 : 1;
        if (mode == CreateMode.OrAlter && !IsWord("TASK"))
        {
            throw NotEmulated($"CREATE OR ALTER {Excerpt(Here).ToUpperInvariant()}");
        }

        return Here.Text switch
        {
            "TABLE" when Here.Kind == TokenKind.Word => ParseCreateTable(mode, kind),
            "VIEW" when kind != TableKind.Transient => ParseCreateView(mode, secure, kind),
            _ when secure => throw Unexpected("'VIEW'"),
            "DATABASE" => ParseCreateDatabase(mode, kind),
            "SCHEMA" => ParseCreateSchema(mode, kind),
            "STAGE" => ParseCreateStage(mode, kind),
            "FILE" => ParseCreateFileFormat(mode, kind),
            _ when kind != TableKind.Permanent => throw Unexpected("'TABLE'"),
            "WAREHOUSE" => ParseCreateWarehouse(mode),
            "PIPE" => ParseCreatePipe(mode),
            "STREAM" => ParseCreateStream(mode),
            "TASK" => ParseCreateTask(mode),
            _ when Here.Kind == TokenKind.Word => throw NotEmulated($"CREATE {Here.Text}"),
            _ => throw Unexpected("an object's kind"),
        };
    }

    private CreateMode ParseIfNotExists(CreateMode mode)
    {
        var position = Position;
        if (!TryWords("IF", "NOT", "EXISTS"))
        {
            return mode;
        }

        return mode == CreateMode.Create
            ? CreateMode.IfNotExists
            : throw SnowflakeException.Syntax(position, "OR REPLACE and IF NOT EXISTS exclude each other");
    }

    private CreateDatabaseStatement ParseCreateDatabase(CreateMode mode, TableKind kind)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        RefuseWord("CLONE", "CREATE DATABASE … CLONE");
        RefuseWord("FROM", "CREATE DATABASE … FROM");
        return new CreateDatabaseStatement(mode, Transient(kind), name, ParseProperties("CREATE DATABASE", KnownProperties.Database));
    }

    private CreateSchemaStatement ParseCreateSchema(CreateMode mode, TableKind kind)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        RefuseWord("CLONE", "CREATE SCHEMA … CLONE");
        RefuseWord("WITH", "CREATE SCHEMA … WITH MANAGED ACCESS");
        return new CreateSchemaStatement(mode, Transient(kind), name, ParseProperties("CREATE SCHEMA", KnownProperties.Database));
    }

    private bool Transient(TableKind kind) => kind != TableKind.Temporary ? kind == TableKind.Transient : throw Unexpected("'TABLE'");

    private CreateWarehouseStatement ParseCreateWarehouse(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        TryWord("WITH");
        return new CreateWarehouseStatement(mode, name, ParseProperties("CREATE WAREHOUSE", KnownProperties.Warehouse));
    }

    private CreateStageStatement ParseCreateStage(CreateMode mode, TableKind kind)
    {
        if (kind != TableKind.Permanent)
        {
            throw NotEmulated("temporary stages");
        }

        _at++;
        mode = ParseIfNotExists(mode);
        return new CreateStageStatement(mode, ParseObjectName(), ParseProperties("CREATE STAGE", KnownProperties.Stage));
    }

    private CreateFileFormatStatement ParseCreateFileFormat(CreateMode mode, TableKind kind)
    {
        if (kind != TableKind.Permanent)
        {
            throw NotEmulated("temporary file formats");
        }

        ExpectWords("FILE", "FORMAT");
        mode = ParseIfNotExists(mode);
        return new CreateFileFormatStatement(mode, ParseObjectName(), ParseProperties("CREATE FILE FORMAT", KnownProperties.FileFormat));
    }

    private CreateViewStatement ParseCreateView(CreateMode mode, bool secure, TableKind kind)
    {
        if (kind == TableKind.Temporary)
        {
            throw NotEmulated("temporary views");
        }

        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        NodeList<string> columns = IsSymbol("(")
            ? ParseParenthesized(() =>
            {
                var column = ParseIdentifier();
                if (TryWord("COMMENT"))
                {
                    ParseString();
                }

                return column;
            })
            : [];
        if (TryWords("COPY", "GRANTS"))
        {
            throw NotEmulated("COPY GRANTS");
        }

        var properties = ParseProperties("CREATE VIEW", KnownProperties.View);
        ExpectWord("AS");
        return new CreateViewStatement(mode, secure, name, columns, properties, ParseQueryStatement());
    }

    /// <summary>A query as a statement of its own, its text with it.</summary>
    private QueryStatement ParseQueryStatement()
    {
        var start = Here;
        var query = ParseQuery();
        return new QueryStatement(query) { Position = start.Position, Text = TextBetween(start.Start, _at) };
    }

    private CreatePipeStatement ParseCreatePipe(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        var properties = ParseProperties("CREATE PIPE", KnownProperties.Pipe);
        ExpectWord("AS");
        var start = Here;
        var copy = ParseCopy() with { Position = start.Position };
        return new CreatePipeStatement(mode, name, properties, copy with { Text = TextBetween(start.Start, _at) });
    }

    private CreateStreamStatement ParseCreateStream(CreateMode mode)
    {
        _at++;
        mode = ParseIfNotExists(mode);
        var name = ParseObjectName();
        RefuseWord("CLONE", "CREATE STREAM … CLONE");
        if (TryWords("COPY", "GRANTS"))
        {
            throw NotEmulated("COPY GRANTS");
        }

        ExpectWord("ON");
        if (!IsWord("TABLE") && !IsWord("VIEW"))
        {
            throw NotEmulated($"streams on {Excerpt(Here).ToUpperInvariant()}");
        }

        var kind = Next().Text == "TABLE" ? StreamSourceKind.Table : StreamSourceKind.View;
        var source = ParseObjectName();
        var at = TryParseAtStream();
        return new CreateStreamStatement(mode, name, kind, source, ParseProperties("CREATE STREAM", KnownProperties.Stream)) { AtStream = at };
    }
}
