# HKLM in memory: machine.registry maps a key's path to @{ path; values = @{ name = @{ name; type; data } } }.

function SimPutKey {
    param([string]$Path)
    $current = $Path
    while ($current -ne '' -and -not $global:Sim.machine.registry.ContainsKey($current)) {
        $global:Sim.machine.registry[$current] = @{ path = $current; values = @{} }
        $current = [Simulation.Paths]::Parent($current)
    }
}

# For what the simulation itself writes.
function SimPutValue {
    param([string]$Path, [string]$Name, $Data, [string]$Type = 'String')
    SimPutKey $Path
    $global:Sim.machine.registry[$Path].values[$Name] = @{ name = $Name; type = $Type; data = $Data }
}

function SimHive { param([string]$Path) 'HKEY_LOCAL_MACHINE' + $Path.Substring(5) }

function SimChildKeys {
    param([string]$Path, [bool]$Deep)
    $prefix = $Path.TrimEnd('\') + '\'
    $found = foreach ($key in $global:Sim.machine.registry.Keys) {
        if ($key.StartsWith($prefix, 'OrdinalIgnoreCase') -and ($Deep -or $key.IndexOf('\', $prefix.Length) -lt 0)) { $global:Sim.machine.registry[$key].path }
    }
    @($found) | Where-Object { $null -ne $_ } | Sort-Object
}

function SimKeyItem {
    param([string]$Path)
    $key = $global:Sim.machine.registry[$Path]
    $object = SimNewObject 'Microsoft.Win32.RegistryKey' ([ordered]@{
        PSPath = 'Microsoft.PowerShell.Core\Registry::' + (SimHive $key.path)
        PSChildName = [Simulation.Paths]::Leaf($key.path)
        Name = SimHive $key.path
        Property = [Simulation.Worlds]::Keys($key.values)
        ValueCount = $key.values.Count
        PSIsContainer = $true
    })
    $object.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('SimPath', $key.path))
    SimMethod $object 'GetValue' { param($name) [Simulation.Registry]::Value($this.SimPath, $name) }
    SimMethod $object 'GetValueNames' { , @($this.Property) }
    $object
}

function SimNewKey {
    param($Cmdlet, [string]$Path, [bool]$Force)
    if ([Simulation.Registry]::Exists($Path) -and -not $Force) { SimError $Cmdlet ([System.IO.IOException]::new('A key in this path already exists.')) 'System.IO.IOException' 'ResourceExists' $Path; return }
    if (-not $Force -and -not [Simulation.Registry]::Exists([Simulation.Paths]::Parent($Path))) { SimError $Cmdlet ([System.IO.IOException]::new('The registry key at the specified path does not exist.')) 'System.IO.IOException' 'InvalidArgument' $Path; return }
    # The real one empties a key that is there already when forced.
    $detail = if ([Simulation.Registry]::Exists($Path)) { "$Path (emptied)" } else { $Path }
    if (SimEffect $Cmdlet 'registry.key' $detail { SimPutKey $Path; $global:Sim.machine.registry[$Path].values = @{} }) { SimKeyItem $Path }
}

function SimRemoveKey {
    param($Cmdlet, [string]$Path, [bool]$Recurse)
    if (-not [Simulation.Registry]::Exists($Path)) { SimErrorNotFound $Cmdlet $Path; return }
    $below = @(SimChildKeys $Path $true)
    if ($below.Count -gt 0 -and -not $Recurse) { SimError $Cmdlet ([System.Management.Automation.PSInvalidOperationException]::new("The item at $Path has children and the Recurse parameter was not specified.")) 'ConfirmationNeeded' 'InvalidOperation' $Path; return }
    $null = SimEffect $Cmdlet 'registry.remove' $Path { foreach ($key in $below) { $global:Sim.machine.registry.Remove($key) }; $global:Sim.machine.registry.Remove($Path) }
}

function Get-ItemProperty {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$LiteralPath, [string[]]$Name)
    foreach ($one in $LiteralPath) {
        $path = [Simulation.Paths]::Full($one)
        if (-not (SimIsRegistry $path)) { SimFail $PSCmdlet 'The simulation has properties of registry keys only.' 'NotSimulated' 'NotImplemented' $one }
        if (-not [Simulation.Registry]::Exists($path)) { SimErrorNotFound $PSCmdlet $path; continue }
        $key = $global:Sim.machine.registry[$path]
        $properties = [ordered]@{}
        $wanted = @(if ($null -eq $Name) { $key.values.Keys | Sort-Object } else { $Name })
        foreach ($value in $wanted) {
            if ($null -eq $key.values[$value]) {
                SimError $PSCmdlet ([System.Management.Automation.PSArgumentException]::new("Property $value does not exist at path $(SimHive $key.path).")) 'System.Management.Automation.PSArgumentException' 'InvalidArgument' $value
                continue
            }
            $properties[$key.values[$value].name] = $key.values[$value].data
        }
        # Nothing but an error when none of the names is there; nothing at all for a key without values.
        if ($properties.Count -eq 0) { continue }
        $properties['PSPath'] = 'Microsoft.PowerShell.Core\Registry::' + (SimHive $key.path)
        $properties['PSChildName'] = [Simulation.Paths]::Leaf($key.path)
        [pscustomobject]$properties
    }
}

function SimRegistryData {
    param($Cmdlet, $Value, [string]$Type)
    try {
        switch ($Type) {
            'DWord' { return [int]$Value }
            'QWord' { return [long]$Value }
            'Binary' { return , [byte[]]$Value }
            'MultiString' { return , [string[]]$Value }
            default { return [string]$Value }
        }
    }
    catch { SimFail $Cmdlet ([System.Management.Automation.PSInvalidCastException]::new("The value does not fit the type ${Type}: $($_.Exception.Message)")) 'System.InvalidCastException' 'WriteError' $Value }
}

function New-ItemProperty {
    [CmdletBinding()] param(
        [Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$Name, $Value,
        [ValidateSet('String', 'ExpandString', 'Binary', 'DWord', 'MultiString', 'QWord')][string]$PropertyType = 'String', [switch]$Force)
    $path = [Simulation.Paths]::Full($LiteralPath)
    if (-not [Simulation.Registry]::Exists($path)) { SimErrorNotFound $PSCmdlet $path; return }
    $key = $global:Sim.machine.registry[$path]
    if ($key.values.ContainsKey($Name) -and -not $Force) { SimError $PSCmdlet ([System.IO.IOException]::new('The property already exists.')) 'System.IO.IOException' 'ResourceExists' $path; return }
    $data = SimRegistryData $PSCmdlet $Value $PropertyType
    if (SimEffect $PSCmdlet 'registry.value' "$path $Name=$data" { SimPutValue $key.path $Name $data $PropertyType }) { [pscustomobject]@{ $Name = $data; PSPath = 'Microsoft.PowerShell.Core\Registry::' + (SimHive $key.path) } }
}

function Set-ItemProperty {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$Name, [Parameter(Mandatory)][AllowEmptyString()]$Value, [ValidateSet('String', 'ExpandString', 'Binary', 'DWord', 'MultiString', 'QWord')][string]$Type = '', [switch]$Force)
    $path = [Simulation.Paths]::Full($LiteralPath)
    if (-not [Simulation.Registry]::Exists($path)) { SimErrorNotFound $PSCmdlet $path; return }
    $key = $global:Sim.machine.registry[$path]
    $kind = $Type
    if ($kind -eq '') { $kind = if ($key.values.ContainsKey($Name)) { $key.values[$Name].type } elseif ($Value -is [int]) { 'DWord' } elseif ($Value -is [byte[]]) { 'Binary' } else { 'String' } }
    $data = SimRegistryData $PSCmdlet $Value $kind
    $null = SimEffect $PSCmdlet 'registry.value' "$path $Name=$data" { SimPutValue $key.path $Name $data $kind }
}

function Remove-ItemProperty {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string[]]$Name, [switch]$Force)
    $path = [Simulation.Paths]::Full($LiteralPath)
    if (-not [Simulation.Registry]::Exists($path)) { SimErrorNotFound $PSCmdlet $path; return }
    $key = $global:Sim.machine.registry[$path]
    foreach ($one in $Name) {
        if (-not $key.values.ContainsKey($one)) { SimError $PSCmdlet ([System.Management.Automation.PSArgumentException]::new("Property $one does not exist at path $(SimHive $key.path).")) 'System.Management.Automation.PSArgumentException' 'InvalidArgument' $one; continue }
        $null = SimEffect $PSCmdlet 'registry.remove' "$path $one" { $key.values.Remove($one) }
    }
}
