# The commands of Microsoft.PowerShell.Utility that scripts use. The bare engine has none of them.

function Write-Output {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline, ValueFromRemainingArguments)][AllowNull()][AllowEmptyCollection()]$InputObject, [switch]$NoEnumerate)
    process { if ($NoEnumerate) { , $InputObject } else { $InputObject } }
}

function Write-Host {
    [CmdletBinding()] param([Parameter(Position = 0, ValueFromPipeline, ValueFromRemainingArguments)]$Object, [switch]$NoNewline, [string]$ForegroundColor, [string]$BackgroundColor)
    process { $global:SimProcess.output.Add((@($Object | ForEach-Object { "$_" }) -join ' ')) }
}

function Write-Warning {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string]$Message)
    process { if ($WarningPreference -ne 'SilentlyContinue') { $global:SimProcess.output.Add("WARNING: $Message") } }
}

function Write-Verbose {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string]$Message)
    process { if ($VerbosePreference -ne 'SilentlyContinue') { $global:SimProcess.output.Add("VERBOSE: $Message") } }
}

function Write-Error {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Message')][AllowEmptyString()][string]$Message,
        [Parameter(Mandatory, ParameterSetName = 'Exception')][System.Exception]$Exception, [Parameter(Mandatory, ParameterSetName = 'Record')][System.Management.Automation.ErrorRecord]$ErrorRecord,
        [string]$ErrorId = '', [System.Management.Automation.ErrorCategory]$Category = 'NotSpecified', $TargetObject)
    process {
        if ($PSCmdlet.ParameterSetName -eq 'Record') { $PSCmdlet.WriteError($ErrorRecord); return }
        if ($PSCmdlet.ParameterSetName -eq 'Message') { $Exception = [System.Exception]::new($Message) }
        $id = if ($ErrorId -ne '') { $ErrorId } elseif ($PSCmdlet.ParameterSetName -eq 'Message') { 'Microsoft.PowerShell.Commands.WriteErrorException' } else { $Exception.GetType().FullName }
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($Exception, $id, $Category, $TargetObject))
    }
}

# A property by its name, or what a script block makes of the object.
function SimPick {
    param($Object, $Property)
    if ($Property -is [scriptblock]) { return $Object | ForEach-Object $Property }
    if ($Object -is [System.Collections.IDictionary]) { return $Object[[string]$Property] }
    $found = $Object.PSObject.Properties[[string]$Property]
    if ($null -eq $found) { return $null }
    , $found.Value
}

function Select-Object {
    [CmdletBinding()] param(
        [Parameter(ValueFromPipeline)]$InputObject, [Parameter(Position = 0)][object[]]$Property, [string]$ExpandProperty, [int]$First = -1, [int]$Last = -1, [int]$Skip = 0, [switch]$Unique)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end {
        $from = [Math]::Min($Skip, $all.Count)
        $chosen = $all.GetRange($from, $all.Count - $from)
        if ($First -ge 0) { $chosen = $chosen.GetRange(0, [Math]::Min($First, $chosen.Count)) }
        if ($Last -ge 0) { $most = [Math]::Min($Last, $chosen.Count); $chosen = $chosen.GetRange($chosen.Count - $most, $most) }
        $seen = [System.Collections.Generic.List[string]]::new()
        foreach ($object in $chosen) {
            $result = $object
            if ($ExpandProperty -ne '') {
                if ($null -eq $object -or ($object -isnot [System.Collections.IDictionary] -and $null -eq $object.PSObject.Properties[$ExpandProperty])) { SimError $PSCmdlet ([System.Management.Automation.PSArgumentException]::new("Property `"$ExpandProperty`" cannot be found.")) 'ExpandPropertyNotFound' 'InvalidArgument' $object; continue }
                foreach ($value in (SimPick $object $ExpandProperty)) { if ($Unique) { if ($seen.Contains("$value")) { continue }; $seen.Add("$value") }; $value }
                continue
            }
            if ($null -ne $Property) {
                $shown = [ordered]@{}
                foreach ($one in $Property) {
                    if ($one -is [System.Collections.IDictionary]) { $shown[[string]$(if ($one.Contains('Name')) { $one['Name'] } else { $one['n'] })] = SimPick $object $(if ($one.Contains('Expression')) { $one['Expression'] } else { $one['e'] }) }
                    elseif ("$one" -eq '*') { foreach ($each in $object.PSObject.Properties) { $shown[$each.Name] = $each.Value } }
                    else { $shown["$one"] = SimPick $object $one }
                }
                $result = [pscustomobject]$shown
            }
            if ($Unique) { $key = if ($null -ne $Property) { @($result.PSObject.Properties | ForEach-Object { "$($_.Value)" }) -join "`n" } else { "$result" }; if ($seen.Contains($key)) { continue }; $seen.Add($key) }
            $result
        }
    }
}

function Sort-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)]$InputObject, [Parameter(Position = 0)][object[]]$Property, [switch]$Descending, [switch]$Unique)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $all.Add(@{ value = $InputObject; keys = @(if ($null -eq $Property) { , $InputObject } else { foreach ($one in $Property) { SimPick $InputObject $one } }) }) } }
    end {
        # By insertion: the few things that scripts sort, in the order that PowerShell compares by, and stable.
        $sorted = [System.Collections.Generic.List[object]]::new()
        foreach ($item in $all) {
            $at = $sorted.Count
            while ($at -gt 0 -and (SimBefore $item.keys $sorted[$at - 1].keys $Descending.IsPresent)) { $at-- }
            $sorted.Insert($at, $item)
        }
        $last = $null
        foreach ($item in $sorted) {
            $key = $item.keys -join "`n"
            if ($Unique -and $null -ne $last -and $key -eq $last) { continue }
            $last = $key
            $item.value
        }
    }
}

function SimBefore {
    param($Left, $Right, [bool]$Descending)
    for ($index = 0; $index -lt $Left.Count; $index++) {
        $there = if ($index -lt $Right.Count) { $Right[$index] } else { $null }
        if ($Left[$index] -eq $there) { continue }
        return ($Left[$index] -lt $there) -ne $Descending
    }
    $false
}

function Group-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)]$InputObject, [Parameter(Position = 0)][object[]]$Property, [switch]$AsHashTable, [switch]$AsString)
    begin { $groups = [ordered]@{} }
    process {
        $key = if ($null -eq $Property) { "$InputObject" } else { @(foreach ($one in $Property) { "$(SimPick $InputObject $one)" }) -join ', ' }
        if (-not $groups.Contains($key)) { $groups[$key] = [System.Collections.Generic.List[object]]::new() }
        $groups[$key].Add($InputObject)
    }
    end {
        if ($AsHashTable) { $table = @{}; foreach ($key in $groups.Keys) { $table[$key] = $groups[$key].ToArray() }; return $table }
        foreach ($key in @($groups.Keys | Sort-Object)) { [pscustomobject]@{ Count = $groups[$key].Count; Name = $key; Group = $groups[$key].ToArray() } }
    }
}

function Measure-Object {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)]$InputObject, [Parameter(Position = 0)][string]$Property = '', [switch]$Sum, [switch]$Maximum, [switch]$Minimum, [switch]$Average)
    begin { $values = [System.Collections.Generic.List[object]]::new() }
    process { if ($null -ne $InputObject) { $values.Add($(if ($Property -eq '') { $InputObject } else { SimPick $InputObject $Property })) } }
    end {
        $total = 0
        $largest = $null
        $smallest = $null
        if ($Sum -or $Maximum -or $Minimum -or $Average) {
            foreach ($value in $values) {
                $total += $value
                if ($null -eq $largest -or $value -gt $largest) { $largest = $value }
                if ($null -eq $smallest -or $value -lt $smallest) { $smallest = $value }
            }
        }
        [pscustomobject]@{ Count = $values.Count; Sum = $(if ($Sum) { $total } else { $null }); Maximum = $(if ($Maximum) { $largest } else { $null }); Minimum = $(if ($Minimum) { $smallest } else { $null }); Average = $(if ($Average -and $values.Count -gt 0) { $total / $values.Count } else { $null }); Property = $Property }
    }
}

function Out-String {
    [CmdletBinding()] param([Parameter(ValueFromPipeline)]$InputObject, [int]$Width, [switch]$Stream)
    begin { $lines = [System.Collections.Generic.List[string]]::new() }
    process { $lines.Add("$InputObject") }
    end { if ($Stream) { $lines } else { ($lines -join "`r`n") + "`r`n" } }
}

function Set-Variable {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [Parameter(Position = 1)]$Value, [string]$Scope = '')
    # Of the caller: this function's own scope is one further in.
    if ($Scope -in 'Global', 'Script') { $ExecutionContext.SessionState.PSVariable.Set("${Scope}:$Name", $Value); return }
    $PSCmdlet.SessionState.PSVariable.Set($Name, $Value)
    if ($Scope -notin '', 'Local', '0') { SimFail $PSCmdlet "The simulation knows the scopes Global, Script and Local, not $Scope." 'NotSimulated' 'NotImplemented' $Scope }
}

function Get-Variable {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [string]$Scope = '', [switch]$ValueOnly)
    $variable = $ExecutionContext.SessionState.PSVariable.Get($(if ($Scope -in 'Global', 'Script') { "${Scope}:$Name" } else { $Name }))
    if ($null -eq $variable) { SimError $PSCmdlet ([System.Management.Automation.ItemNotFoundException]::new("Cannot find a variable with the name '$Name'.")) 'VariableNotFound' 'ObjectNotFound' $Name; return }
    if ($ValueOnly) { $variable.Value } else { $variable }
}
