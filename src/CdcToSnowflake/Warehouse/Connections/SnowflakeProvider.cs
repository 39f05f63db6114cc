namespace CdcToSnowflake.Warehouse.Connections;

/// <summary>Which ADO.NET provider speaks to Snowflake.</summary>
public enum SnowflakeProvider
{
    /// <summary><see cref="SnowflakeData"/> if the application has it, else <see cref="SqlApi"/>.</summary>
    Automatic,

    /// <summary>The built-in one, over Snowflake's SQL API.</summary>
    SqlApi,

    /// <summary>Snowflake's own .NET driver, the package Snowflake.Data, which the application must reference.</summary>
    SnowflakeData,
}
