namespace CdcToSnowflake.Sql.Rendering;

/// <summary>True and false as objects: templates ask for them a hundred times a table.</summary>
internal static class Truth
{
    private static readonly object Yes = true;
    private static readonly object No = false;

    public static object Of(bool value) => value ? Yes : No;
}
