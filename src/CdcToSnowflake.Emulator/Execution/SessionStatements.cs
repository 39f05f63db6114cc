using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution;

/// <summary>Statements that change only the session: USE, SET, ALTER SESSION; and EXECUTE IMMEDIATE.</summary>
internal static class SessionStatements
{
    private const string Success = "Statement executed successfully.";

    public static StatementResult? TryExecute(Statement statement, Session session, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        switch (statement)
        {
            case UseStatement use:
                Use(use, session);
                return StatementResult.Status(Success);
            case SetVariableStatement set:
                for (var i = 0; i < set.Names.Count; i++)
                {
                    session.Variables[set.Names[i]] = executor.Evaluate(set.Values[i], null, binds, cancellationToken).AsExpression();
                }

                return StatementResult.Status(Success);
            case UnsetVariableStatement unset:
                foreach (var name in unset.Names)
                {
                    session.Variables.Remove(name);
                }

                return StatementResult.Status(Success);
            case AlterSessionStatement alter:
                Alter(alter);
                return StatementResult.Status(Success);
            case ExecuteImmediateStatement immediate:
                return Immediate(immediate, executor, binds, cancellationToken);
            case NullStatement:
                return StatementResult.Status(Success);
            case CallStatement call:
                throw new NotEmulatedException($"the procedure {call.Name}", call.Position);
            default:
                return null;
        }
    }

    private static void Use(UseStatement use, Session session)
    {
        switch (use.Kind)
        {
            case "WAREHOUSE":
                session.Warehouse = session.Catalog.Find(WarehouseObject.KeyOf(use.Name.Name)) is null ? throw SnowflakeException.DoesNotExist("Warehouse", use.Name) : use.Name.Name;
                break;
            case "ROLE":
                session.Role = use.Name.Name;
                break;
            case "SECONDARY ROLES":
                break;
            case "DATABASE" or "" when use.Name.Parts.Count == 1:
                if (session.Catalog.Find(DatabaseObject.KeyOf(use.Name.Name)) is null)
                {
                    throw SnowflakeException.DoesNotExist("Database", use.Name);
                }

                session.Database = use.Name.Name;
                session.Schema = session.Catalog.Find(SchemaObject.KeyOf(session.Database, "PUBLIC")) is null ? null : "PUBLIC";
                break;
            default:
                var key = session.Key(NameSpaceKind.Schema, use.Name);
                if (session.Catalog.Find(key) is null)
                {
                    throw SnowflakeException.DoesNotExist("Schema", use.Name);
                }

                session.Database = key.Database;
                session.Schema = key.Name;
                break;
        }
    }

    // What can be set must be what holds here anyway: a parameter that would change results is refused, never ignored.
    private static void Alter(AlterSessionStatement alter)
    {
        foreach (var property in alter.Set.Items)
        {
            var value = alter.Set.Text(property.Name)?.ToUpperInvariant();
            var holds = property.Name switch
            {
                "QUERY_TAG" or "STATEMENT_TIMEOUT_IN_SECONDS" or "LOCK_TIMEOUT" or "USE_CACHED_RESULT" or "MULTI_STATEMENT_COUNT" => true,
                "TIMEZONE" => value is "UTC" or "ETC/UTC",
                "ERROR_ON_NONDETERMINISTIC_MERGE" or "AUTOCOMMIT" or "QUOTED_IDENTIFIERS_IGNORE_CASE" => value == (property.Name == "QUOTED_IDENTIFIERS_IGNORE_CASE" ? "FALSE" : "TRUE"),
                "ERROR_ON_NONDETERMINISTIC_UPDATE" => value == "FALSE",
                "TIMESTAMP_TYPE_MAPPING" => value == "TIMESTAMP_NTZ",
                _ => false,
            };
            if (!holds)
            {
                throw new NotEmulatedException($"ALTER SESSION SET {property.Name} = {value}", property.Position);
            }
        }
    }

    private static StatementResult Immediate(ExecuteImmediateStatement immediate, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        var code = executor.Evaluate(immediate.Code, DataType.Varchar, binds, cancellationToken).Text
            ?? throw SnowflakeException.Compilation(immediate.Position, "EXECUTE IMMEDIATE of NULL.");
        var statements = SqlParser.Parse(code);
        if (statements.Count != 1)
        {
            throw SnowflakeException.Compilation(immediate.Position, "EXECUTE IMMEDIATE takes one statement.");
        }

        var values = immediate.Using.Select(name => binds.Variable(name) ?? throw SnowflakeException.InvalidIdentifier(immediate.Position, name)).ToList();
        return executor.Execute(statements[0], new StatementBinds(values, binds.Variable), cancellationToken);
    }
}
