using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>SHOW PROCEDURES, and what DESCRIBE PROCEDURE tells of one.</summary>
internal static class ProcedureLists
{
    public static ObjectList Procedures { get; } = ObjectList.Of<ProcedureObject>(
        "created_on name schema_name is_builtin is_aggregate is_ansi min_num_arguments max_num_arguments arguments description catalog_name is_table_function valid_for_clustering is_secure",
        (item, _) =>
        [
            item.CreatedOn, item.Name, item.Schema, "N", "N", "N", Count(item), Count(item), Arguments(item), item.Comment ?? "user-defined procedure", item.Database, "N", "N", "N",
        ]);

    public static IEnumerable<object?[]> Properties(ProcedureObject item) =>
    [
        ["signature", $"({string.Join(", ", item.Arguments.Select(argument => $"{argument.Name} {TypeNames.Plain(argument.Type)}"))})"], ["returns", TypeNames.Plain(item.Returns) + (item.ReturnsNotNull ? " NOT NULL" : "")],
        ["language", "SQL"], ["null handling", "CALLED ON NULL INPUT"], ["volatility", "VOLATILE"], ["execute as", "CALLER"], ["body", item.Definition],
    ];

    private static string Count(ProcedureObject item) => item.Arguments.Count.ToString(null, null);

    private static string Arguments(ProcedureObject item) =>
        $"{item.Name}({string.Join(", ", item.Arguments.Select(argument => TypeNames.Plain(argument.Type)))}) RETURN {TypeNames.Plain(item.Returns)}";
}
