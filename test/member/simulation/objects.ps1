# Add-Type and New-Object: simulated for what would change Windows, real for all else.

function Add-Type {
    [CmdletBinding()] param([Parameter(Mandatory, ParameterSetName = 'Source', Position = 0)][string]$TypeDefinition, [Parameter(Mandatory, ParameterSetName = 'Assembly')][string[]]$AssemblyName, [string]$Language = 'CSharp', [string[]]$ReferencedAssemblies, [switch]$IgnoreWarnings)
    if ($PSCmdlet.ParameterSetName -eq 'Assembly') { return }
    if ($TypeDefinition -notmatch '\bclass\s+(\w+)') { SimFail $PSCmdlet 'Cannot add type. There were compilation errors.' 'COMPILER_ERRORS' 'InvalidData' $null }
    $name = $Matches[1]
    $known = $global:SimProcess.types[$name]
    if ($null -ne $known -and $known -cne $TypeDefinition) { SimFail $PSCmdlet "Cannot add type. The type name '$name' already exists." 'TYPE_ALREADY_EXISTS' 'InvalidOperation' $name }
    if ($global:Sim.machine.compilerBlocked) { SimFail $PSCmdlet 'Cannot add type. Definition of new types is not supported in this language mode.' 'CannotDefineNewType' 'InvalidOperation' $null }
    $global:SimProcess.types[$name] = $TypeDefinition
    $global:Sim.typeSources[$name] = $TypeDefinition
}

function New-Object {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$TypeName, [Parameter(Position = 1)][AllowNull()][object[]]$ArgumentList, [System.Collections.IDictionary]$Property)
    $arguments = @($ArgumentList)
    if ($null -eq $ArgumentList) { $arguments = @() }
    switch ($TypeName -replace '^System\.', '') {
        'DataGatewayAccountRights' {
            if (-not $global:SimProcess.types.ContainsKey($TypeName)) { SimFail $PSCmdlet ([System.Management.Automation.PSArgumentException]::new("Cannot find type [$TypeName]: verify that the assembly containing this type is loaded.")) 'TypeNotFound' 'InvalidType' $null }
            return SimAccountRights
        }
        'Security.Cryptography.X509Certificates.X509Certificate2' { return SimCertificate $PSCmdlet $arguments }
        'Security.Cryptography.X509Certificates.X509Store' { return SimCertificateStore $PSCmdlet $arguments }
        'Net.Sockets.TcpClient' { return SimTcpClient }
        'Net.Security.SslStream' { return SimSslStream $arguments }
        'Threading.Mutex' {
            # A real one, but of this process: other tests that run at the same time are other machines.
            if ($arguments.Count -gt 1 -and $null -ne $arguments[1]) { $arguments[1] = "$($arguments[1])-$([System.Environment]::ProcessId)" }
        }
        { $_ -in 'PSObject', 'Management.Automation.PSObject', 'PSCustomObject' } { if ($null -ne $Property) { return [pscustomobject]$Property } else { return [psobject]::new() } }
    }
    $type = $TypeName -as [type]
    if ($null -eq $type) { SimFail $PSCmdlet ([System.Management.Automation.PSArgumentException]::new("Cannot find type [$TypeName]: verify that the assembly containing this type is loaded.")) 'TypeNotFound' 'InvalidType' $null }
    try {
        $object = switch ($arguments.Count) {
            0 { , $type::new() }
            1 { , $type::new($arguments[0]) }
            2 { , $type::new($arguments[0], $arguments[1]) }
            3 { , $type::new($arguments[0], $arguments[1], $arguments[2]) }
            4 { , $type::new($arguments[0], $arguments[1], $arguments[2], $arguments[3]) }
            default { throw [System.NotSupportedException]::new('More than four arguments are not simulated.') }
        }
    }
    catch {
        $cause = $_.Exception
        while ($null -ne $cause.InnerException) { $cause = $cause.InnerException }
        SimFail $PSCmdlet ([System.Management.Automation.MethodInvocationException]::new("Exception calling `".ctor`" with `"$($arguments.Count)`" argument(s): `"$($cause.Message)`"", $cause)) 'ConstructorInvokedThrowException' 'InvalidOperation' $null
    }
    if ($null -ne $Property) { foreach ($name in $Property.Keys) { $object.$name = $Property[$name] } }
    # A collection is to stay one object.
    $PSCmdlet.WriteObject($object, $false)
}

# --- Certificates --------------------------------------------------------------------------------------------------
# A PFX is Base64 of {"simulated":"pfx","thumbprint":...,"subject":...,"notAfter":...,"password":...}.

function SimCertificate {
    param($Cmdlet, $Arguments)
    # `-ArgumentList $bytes` hands over one number an argument.
    if ($Arguments.Count -gt 3 -and $Arguments[0] -is [byte]) { SimFail $Cmdlet ([System.Management.Automation.MethodException]::new("Cannot find an overload for `"X509Certificate2`" and the argument count: `"$($Arguments.Count)`".")) 'ConstructorInvokedThrowException' 'InvalidOperation' $null }
    $text = [System.Text.Encoding]::UTF8.GetString([byte[]]$Arguments[0])
    $content = try { SimFromJson $text $true } catch { $null }
    if ($null -eq $content -or $content['simulated'] -ne 'pfx') { SimFail $Cmdlet ([System.Management.Automation.MethodInvocationException]::new('Exception calling ".ctor" with "3" argument(s): "Cannot find the requested object.')) 'ConstructorInvokedThrowException' 'InvalidOperation' $null }
    $password = if ($Arguments.Count -lt 2 -or $null -eq $Arguments[1]) { '' } elseif ($Arguments[1] -is [securestring]) { SimPlain $Arguments[1] } else { [string]$Arguments[1] }
    if ($password -cne [string]$content['password']) { SimFail $Cmdlet ([System.Management.Automation.MethodInvocationException]::new('Exception calling ".ctor" with "3" argument(s): "The specified network password is not correct.')) 'ConstructorInvokedThrowException' 'InvalidOperation' $null }
    $flags = if ($Arguments.Count -lt 3) { [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]::DefaultKeySet } elseif ($Arguments[2] -is [string]) { [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]$Arguments[2] } else { [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags][int]$Arguments[2] }
    $until = [datetime]::Parse($content['notAfter'], [cultureinfo]::InvariantCulture, 'AdjustToUniversal')
    $hasKey = $content['privateKey'] -ne $false
    $kinds = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]
    # A key that is not persisted is gone with the object that brought it, at the latest with its process; an ephemeral
    # one is nothing that another reader of the store could use.
    $key = @{ persisted = $hasKey -and $flags.HasFlag($kinds::MachineKeySet) -and $flags.HasFlag($kinds::PersistKeySet); alive = $hasKey -and -not $flags.HasFlag($kinds::EphemeralKeySet) }
    $global:SimProcess.keys.Add($key)
    SimCertificateObject @{ thumbprint = $content['thumbprint']; subject = $content['subject']; notAfter = $until; hasKey = $hasKey; exportable = $flags.HasFlag($kinds::Exportable); key = $key; friendlyName = '' }
}

function SimCertificateObject {
    param($Record)
    $object = SimNewObject 'System.Security.Cryptography.X509Certificates.X509Certificate2' ([ordered]@{ Thumbprint = $Record.thumbprint; Subject = $Record.subject; Issuer = $Record.subject; NotAfter = $Record.notAfter; NotBefore = $Record.notAfter.AddYears(-1); HasPrivateKey = $Record.hasKey; FriendlyName = $Record.friendlyName; SimRecord = $Record })
    SimMethod $object 'Dispose' { if ($null -ne $this.SimRecord.key) { $this.SimRecord.key.alive = $false } }
    SimMethod $object 'Reset' { if ($null -ne $this.SimRecord.key) { $this.SimRecord.key.alive = $false } }
    $object
}

function SimCertificateStore {
    param($Cmdlet, $Arguments)
    if ("$($Arguments[0])" -ne 'My' -or $Arguments.Count -lt 2 -or "$($Arguments[1])" -notin 'LocalMachine', 'CurrentUser') { SimFail $Cmdlet 'The simulation has the store My only.' 'NotSimulated' 'NotImplemented' $null }
    $object = SimNewObject 'System.Security.Cryptography.X509Certificates.X509Store' ([ordered]@{ Name = 'My'; Location = 'LocalMachine'; SimMode = @{ open = $false; write = $false } })
    SimMethod $object 'Open' { param($flags) $this.SimMode.open = $true; $this.SimMode.write = "$flags" -match 'ReadWrite|MaxAllowed' }
    SimMethod $object 'Close' { $this.SimMode.open = $false }
    SimMethod $object 'Dispose' { $this.SimMode.open = $false }
    SimProperty $object 'Certificates' { foreach ($record in $global:Sim.machine.certificates) { $copy = $record.Clone(); $copy.key = $null; SimCertificateObject $copy } }
    SimMethod $object 'Add' {
        param($certificate)
        if (-not $this.SimMode.write) { throw [System.Security.Cryptography.CryptographicException]::new('The X509 certificate store is read-only.') }
        if ($global:Sim.off) { return }
        $record = $certificate.SimRecord
        if (-not (SimEffect $null 'certificate.add' $record.thumbprint {
            $kept = @($global:Sim.machine.certificates | Where-Object { $_.thumbprint -ne $record.thumbprint })
            $global:Sim.machine.certificates = @($kept + $record)
        })) { throw [System.Security.Cryptography.CryptographicException]::new('Access is denied.') }
    }
    SimMethod $object 'Remove' {
        param($certificate)
        if (-not $this.SimMode.write) { throw [System.Security.Cryptography.CryptographicException]::new('The X509 certificate store is read-only.') }
        if ($global:Sim.off) { return }
        $thumbprint = $certificate.Thumbprint
        if (-not (SimEffect $null 'certificate.remove' $thumbprint { $global:Sim.machine.certificates = @($global:Sim.machine.certificates | Where-Object { $_.thumbprint -ne $thumbprint }) })) { throw [System.Security.Cryptography.CryptographicException]::new('Access is denied.') }
    }
    $object
}
