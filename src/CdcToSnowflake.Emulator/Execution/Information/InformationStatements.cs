using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW and DESCRIBE.</summary>
internal static class InformationStatements
{
    /// <summary>null for any other statement.</summary>
    public static StatementResult? TryExecute(Statement statement, Session session) =>
        statement is ShowStatement or ShowGrantsStatement or DescribeStatement ? session.AtOneMoment(() => Execute(statement, session)) : null;

    private static StatementResult? Execute(Statement statement, Session session) => statement switch
    {
        ShowStatement { What: "COLUMNS" } show => ColumnLists.Columns(show, session),
        ShowStatement { What: "PRIMARY KEYS" } show => ColumnLists.PrimaryKeys(show, session),
        ShowStatement { What: "OBJECTS" } show => ObjectStatements.ShowTablesAndViews(show, session),
        ShowStatement { What: "PARAMETERS" } show => SessionLists.Parameters(show, session),
        ShowStatement { What: "VARIABLES" } show => SessionLists.Variables(show, session),
        ShowStatement show => ObjectStatements.Show(show, session),
        ShowGrantsStatement show => GrantLists.Show(show, session),
        DescribeStatement describe => Descriptions.Describe(describe, session),
        _ => null,
    };
}
