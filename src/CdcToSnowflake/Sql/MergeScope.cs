namespace CdcToSnowflake.Sql;

/// <summary>What one transaction of the merge into RAW holds.</summary>
public enum MergeScope
{
    /// <summary>All tables of the brand: what one transaction of the source wrote is never seen apart. A table whose files are late holds all up.</summary>
    Brand,

    /// <summary>One table: each goes on by itself, and what one transaction of the source wrote to several tables may be seen apart.</summary>
    Table,
}
