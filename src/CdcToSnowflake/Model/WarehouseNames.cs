using System.Text;

namespace CdcToSnowflake.Model;

/// <summary>
/// The names of what is made in Snowflake. Each is a pattern in which <c>{BRAND}</c>, <c>{SCHEMA}</c> and <c>{TABLE}</c> stand for the brand's id and the source's names in upper case
/// (the invariant culture's). Names are always quoted, so anything of 1 to 255 characters is allowed.
/// </summary>
public sealed record WarehouseNames
{
    // The manual's "Identifier requirements": at most 255 characters.
    private const int LongestIdentifier = 255;

    /// <summary>A brand's database. Knows <c>{BRAND}</c>.</summary>
    /// <value>The default is <c>{BRAND}_DB</c>.</value>
    public string BrandDatabase { get; init; } = "{BRAND}_DB";

    /// <summary>The schema of loaded changes in a brand's database. Knows <c>{BRAND}</c>.</summary>
    /// <value>The default is <c>STG_SCHEMA</c>.</value>
    public string StgSchema { get; init; } = "STG_SCHEMA";

    /// <summary>The schema of mirrored tables in a brand's database. Knows <c>{BRAND}</c>.</summary>
    /// <value>The default is <c>RAW_SCHEMA</c>.</value>
    public string RawSchema { get; init; } = "RAW_SCHEMA";

    /// <summary>The database of all brands' tables.</summary>
    /// <value>The default is <c>CI_DB</c>.</value>
    public string CiDatabase { get; init; } = "CI_DB";

    /// <summary>The schema of all brands' tables.</summary>
    /// <value>The default is <c>CI_SCHEMA</c>.</value>
    public string CiSchema { get; init; } = "CI_SCHEMA";

    /// <summary>The schema of the API's views in CI's database.</summary>
    /// <value>The default is <c>API_SCHEMA</c>.</value>
    public string ApiSchema { get; init; } = "API_SCHEMA";

    /// <summary>A table, in STG, RAW and CI. Knows <c>{BRAND}</c>, <c>{SCHEMA}</c> and <c>{TABLE}</c>.</summary>
    /// <value>The default is <c>{TABLE}</c>; <c>{SCHEMA}__{TABLE}</c> keeps apart the tables of one name in several schemas.</value>
    public string Table { get; init; } = "{TABLE}";

    /// <summary>The column of CI tables that holds the brand's id.</summary>
    /// <value>The default is <c>BRAND_ID</c>.</value>
    public string BrandColumn { get; init; } = "BRAND_ID";

    internal string BrandDatabaseOf(string brand) => Fill(BrandDatabase, nameof(BrandDatabase), brand, null, null);

    internal string StgSchemaOf(string brand) => Fill(StgSchema, nameof(StgSchema), brand, null, null);

    internal string RawSchemaOf(string brand) => Fill(RawSchema, nameof(RawSchema), brand, null, null);

    internal string TableOf(string brand, string schema, string table) => Fill(Table, nameof(Table), brand, schema, table);

    internal static string ColumnOf(string name)
    {
        string column = name.ToUpperInvariant();
        return IsIdentifier(column) ? column : throw Refused(column, $"the column '{name}'");
    }

    /// <summary>Refuses what can't be an identifier, however quoted.</summary>
    internal static string Checked(string name, string what) => IsIdentifier(name) ? name : throw Refused(name, what);

    /// <summary>Whether something can be an identifier if it is quoted. For names by the ten thousand, whose messages nobody needs.</summary>
    internal static bool IsIdentifier(string name) =>
        name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) && (name.Length <= LongestIdentifier || name.EnumerateRunes().Count() <= LongestIdentifier);

    /// <summary>Says why something can't be an identifier.</summary>
    internal static ModelException Refused(string name, string what) => new(ModelProblem.BadName, name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
        ? $"The name of {what} is empty or holds a NUL. Give it another name."
        : $"The name of {what} has {name.EnumerateRunes().Count()} characters, and Snowflake allows {LongestIdentifier}. Shorten it, or its pattern in {nameof(WarehouseNames)}.");

    private static string Fill(string pattern, string option, string brand, string? schema, string? table)
    {
        StringBuilder name = new();
        int at = 0;
        while (at < pattern.Length)
        {
            int open = pattern.IndexOf('{', at);
            if (open < 0)
            {
                name.Append(pattern, at, pattern.Length - at);
                break;
            }
            int close = pattern.IndexOf('}', open);
            string placeholder = close < 0 ? pattern[open..] : pattern[open..(close + 1)];
            name.Append(pattern, at, open - at).Append((placeholder switch
            {
                "{BRAND}" => brand,
                "{SCHEMA}" when schema is not null => schema,
                "{TABLE}" when table is not null => table,
                _ => throw new ModelException(ModelProblem.BadName, $"The pattern '{pattern}' of {nameof(WarehouseNames)}.{option} holds '{placeholder}', which it doesn't know. {Known(schema)}"),
            }).ToUpperInvariant());
            at = close + 1;
        }
        string filled = name.ToString();
        return IsIdentifier(filled) ? filled : throw Refused(filled, $"{nameof(WarehouseNames)}.{option} ('{pattern}') for the brand '{brand}'");
    }

    private static string Known(string? schema) => schema is null ? "It knows {BRAND}." : "It knows {BRAND}, {SCHEMA} and {TABLE}.";
}
