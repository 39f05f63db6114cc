namespace CdcToSnowflake.Sql.Accounts;

/// <summary>Who works on a warehouse; roles are granted by it.</summary>
public enum WarehouseUse
{
    /// <summary>Tasks and loads: the transformer.</summary>
    Etl,

    /// <summary>The application's short queries: the reader.</summary>
    Api,

    /// <summary>Dashboards and analysts: the analyst, or the reader where there is none.</summary>
    Analytics,
}
