namespace CdcToSnowflake.Model;

/// <summary>Why a model can't become a warehouse.</summary>
public enum ModelProblem
{
    /// <summary>Two things would get one Snowflake name.</summary>
    NameCollision,

    /// <summary>A name is empty, too long, or a name pattern has an unknown placeholder.</summary>
    BadName,

    /// <summary>A table has no key, so its rows can't be told apart.</summary>
    NoKey,

    /// <summary>A key names a column that the table doesn't have, or a column whose type can't be compared.</summary>
    BadKey,

    /// <summary>Two shapes of one table, or one table in two brands, have different keys.</summary>
    KeyChanged,

    /// <summary>A source column is named like a column that the SDK adds.</summary>
    ReservedColumn,

    /// <summary>A column's types in two shapes or brands have no type that holds both without loss.</summary>
    Unwidenable,

    /// <summary>Declared renamings of a column contradict each other, or a shape.</summary>
    BadRename,

    /// <summary>A shape file in the object store can't be read.</summary>
    UnreadableShape,

    /// <summary>A <see cref="TableRule"/> has no pattern, or names a column that can't be meant.</summary>
    BadRule,

    /// <summary>The brands' tables of one CI table have different options where CI can have but one.</summary>
    OptionsDiffer,

    /// <summary>An account has no way from what it has to what the model says.</summary>
    NoWay,

    /// <summary>A brand, table or shape isn't in the model.</summary>
    Unknown,
}
