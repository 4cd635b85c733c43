// Most calls of this program need none of LDAP, PostgreSQL, XML signatures, workbooks, archives and image codecs; but a
// program that is linked against their libraries opens them, and the thirty libraries behind them, each time it starts. That
// was half of the 17 ms of `assay --version` and a third of its memory. So their functions are defined here: each jumps to
// where the library has it, which is looked for at the first call. The linker then wants nothing of the libraries any more
// and, told `--as-needed`, leaves them out of what the program opens at its start. A function that is missing here costs
// nothing but that: its library is opened at the start again.
//
// A jump and not a call: registers and stack reach the library's function as they came, whatever its parameters are. Only
// x86-64 has it; elsewhere the libraries are opened at the start.
//
// The names by which libraries are opened are those that the linker would have written into the program:
// `.ci/late-libraries` looks them up and defines `LATE_…`.

#if defined(__x86_64__) && defined(__linux__) && defined(LATE_LDAP)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

// A function and where it was found. The assembler lays it out so; see LATE below.
struct late_function {
  void *address;
  const char *name;
  const char *library;
};

// Finds a function. Two threads may come at once: both find the same.
__attribute__((used, visibility("hidden"))) void *late_find(struct late_function *function) {
  void *library = dlopen(function->library, RTLD_NOW | RTLD_LOCAL);
  void *address = library != NULL ? dlsym(library, function->name) : NULL;
  if (address == NULL) {
    // As the loader ends a program whose libraries are not there; 3 is what this program says where it could not do its work.
    fprintf(stderr, "assay: the library %s can't be used: %s\nInstall the package that has it.\n", function->library, dlerror());
    _Exit(3);
  }
  __atomic_store_n(&function->address, address, __ATOMIC_RELEASE);
  return address;
}

// At the first call: keeps what holds parameters (System V ABI for AMD64, 3.2.3), finds the function and jumps to it.
__asm__(
  ".text\n"
  ".p2align 4\n"
  ".type late_first, @function\n"
  "late_first:\n"
  "  pushq %rdi\n  pushq %rsi\n  pushq %rdx\n  pushq %rcx\n  pushq %r8\n  pushq %r9\n  pushq %rax\n  pushq %r10\n"
  "  subq $136, %rsp\n"
  "  movups %xmm0, (%rsp)\n  movups %xmm1, 16(%rsp)\n  movups %xmm2, 32(%rsp)\n  movups %xmm3, 48(%rsp)\n"
  "  movups %xmm4, 64(%rsp)\n  movups %xmm5, 80(%rsp)\n  movups %xmm6, 96(%rsp)\n  movups %xmm7, 112(%rsp)\n"
  "  movq %r11, %rdi\n"
  "  call late_find\n"
  "  movq %rax, %r11\n"
  "  movups (%rsp), %xmm0\n  movups 16(%rsp), %xmm1\n  movups 32(%rsp), %xmm2\n  movups 48(%rsp), %xmm3\n"
  "  movups 64(%rsp), %xmm4\n  movups 80(%rsp), %xmm5\n  movups 96(%rsp), %xmm6\n  movups 112(%rsp), %xmm7\n"
  "  addq $136, %rsp\n"
  "  popq %r10\n  popq %rax\n  popq %r9\n  popq %r8\n  popq %rcx\n  popq %rdx\n  popq %rsi\n  popq %rdi\n"
  "  jmp *%r11\n"
  ".size late_first, . - late_first\n"
  ".macro LATE library, name\n"
  "  .section .rodata.late, \"a\", @progbits\n"
  "late_name_\\name: .string \"\\name\"\n"
  "  .section .data.late, \"aw\", @progbits\n"
  "  .p2align 3\n"
  "late_function_\\name: .quad 0, late_name_\\name, late_library_\\library\n"
  "  .text\n"
  "  .p2align 4\n"
  "  .globl \\name\n"
  "  .hidden \\name\n"
  "  .type \\name, @function\n"
  "\\name:\n"
  "  movq late_function_\\name(%rip), %r11\n"
  "  testq %r11, %r11\n"
  "  jz 1f\n"
  "  jmp *%r11\n"
  "1: leaq late_function_\\name(%rip), %r11\n"
  "  jmp late_first\n"
  "  .size \\name, . - \\name\n"
  ".endm\n"
  ".macro LIBRARY library, file\n"
  "  .section .rodata.late, \"a\", @progbits\n"
  "late_library_\\library: .string \"\\file\"\n"
  ".endm\n");

#define LIBRARY(library, file) __asm__("LIBRARY " #library ", " file "\n");
#define LATE(library, name) __asm__("LATE " #library ", " #name "\n");

LIBRARY(ldap, LATE_LDAP)
LATE(ldap, ldap_count_values_len)
LATE(ldap, ldap_err2string)
LATE(ldap, ldap_first_attribute)
LATE(ldap, ldap_get_dn)
LATE(ldap, ldap_get_option)
LATE(ldap, ldap_get_values_len)
LATE(ldap, ldap_initialize)
LATE(ldap, ldap_memfree)
LATE(ldap, ldap_msgfree)
LATE(ldap, ldap_next_attribute)
LATE(ldap, ldap_parse_result)
LATE(ldap, ldap_result)
LATE(ldap, ldap_sasl_bind_s)
LATE(ldap, ldap_search_ext)
LATE(ldap, ldap_set_option)
LATE(ldap, ldap_unbind_ext_s)
LATE(ldap, ldap_value_free_len)

LIBRARY(lber, LATE_LBER)
LATE(lber, ber_free)
LATE(lber, ber_sockbuf_ctrl)

LIBRARY(pq, LATE_PQ)
LATE(pq, PQclear)
LATE(pq, PQconnectdbParams)
LATE(pq, PQconninfoFree)
LATE(pq, PQconninfoParse)
LATE(pq, PQerrorMessage)
LATE(pq, PQexecParams)
LATE(pq, PQfinish)
LATE(pq, PQgetisnull)
LATE(pq, PQgetvalue)
LATE(pq, PQnfields)
LATE(pq, PQntuples)
LATE(pq, PQresultStatus)
LATE(pq, PQstatus)

LIBRARY(xmlsec1, LATE_XMLSEC1)
LATE(xmlsec1, xmlSecDSigCtxCreate)
LATE(xmlsec1, xmlSecDSigCtxDestroy)
LATE(xmlsec1, xmlSecDSigCtxSign)
LATE(xmlsec1, xmlSecDSigCtxVerify)
LATE(xmlsec1, xmlSecErrorsSetCallback)
LATE(xmlsec1, xmlSecInit)
LATE(xmlsec1, xmlSecKeyDestroy)
LATE(xmlsec1, xmlSecTmplKeyInfoAddX509Data)
LATE(xmlsec1, xmlSecTmplReferenceAddTransform)
LATE(xmlsec1, xmlSecTmplSignatureAddReference)
LATE(xmlsec1, xmlSecTmplSignatureCreateNsPref)
LATE(xmlsec1, xmlSecTmplSignatureEnsureKeyInfo)
LATE(xmlsec1, xmlSecTmplX509DataAddCertificate)
LATE(xmlsec1, xmlSecTransformEnvelopedGetKlass)
LATE(xmlsec1, xmlSecTransformExclC14NGetKlass)
LATE(xmlsec1, xmlSecTransformIdListFindByHref)
LATE(xmlsec1, xmlSecTransformIdsGet)

LIBRARY(xmlsec1_openssl, LATE_XMLSEC1_OPENSSL)
LATE(xmlsec1_openssl, xmlSecOpenSSLAppInit)
LATE(xmlsec1_openssl, xmlSecOpenSSLAppKeyCertLoadMemory)
LATE(xmlsec1_openssl, xmlSecOpenSSLAppKeyLoadMemory)
LATE(xmlsec1_openssl, xmlSecOpenSSLInit)

LIBRARY(crypto, LATE_CRYPTO)
LATE(crypto, ASN1_INTEGER_set)
LATE(crypto, BIO_free)
LATE(crypto, BIO_new)
LATE(crypto, BIO_new_mem_buf)
LATE(crypto, BIO_read)
LATE(crypto, BIO_s_mem)
LATE(crypto, EVP_PKEY_CTX_free)
LATE(crypto, EVP_PKEY_CTX_new_id)
LATE(crypto, EVP_PKEY_CTX_set_ec_paramgen_curve_nid)
LATE(crypto, EVP_PKEY_CTX_set_rsa_keygen_bits)
LATE(crypto, EVP_PKEY_free)
LATE(crypto, EVP_PKEY_generate)
LATE(crypto, EVP_PKEY_get_base_id)
LATE(crypto, EVP_PKEY_keygen_init)
LATE(crypto, EVP_sha256)
LATE(crypto, PEM_read_bio_PrivateKey)
LATE(crypto, PEM_read_bio_X509)
LATE(crypto, PEM_write_bio_PrivateKey)
LATE(crypto, PEM_write_bio_X509)
LATE(crypto, X509_NAME_add_entry_by_txt)
LATE(crypto, X509_check_private_key)
LATE(crypto, X509_free)
LATE(crypto, X509_get_serialNumber)
LATE(crypto, X509_get_subject_name)
LATE(crypto, X509_getm_notAfter)
LATE(crypto, X509_getm_notBefore)
LATE(crypto, X509_gmtime_adj)
LATE(crypto, X509_new)
LATE(crypto, X509_set_issuer_name)
LATE(crypto, X509_set_pubkey)
LATE(crypto, X509_set_version)
LATE(crypto, X509_sign)

LIBRARY(xlsxwriter, LATE_XLSXWRITER)
LATE(xlsxwriter, format_set_align)
LATE(xlsxwriter, format_set_bg_color)
LATE(xlsxwriter, format_set_bold)
LATE(xlsxwriter, format_set_border)
LATE(xlsxwriter, format_set_border_color)
LATE(xlsxwriter, format_set_font_color)
LATE(xlsxwriter, format_set_font_name)
LATE(xlsxwriter, format_set_font_size)
LATE(xlsxwriter, format_set_text_wrap)
LATE(xlsxwriter, format_set_unlocked)
LATE(xlsxwriter, lxw_strerror)
LATE(xlsxwriter, workbook_add_format)
LATE(xlsxwriter, workbook_add_worksheet)
LATE(xlsxwriter, workbook_close)
LATE(xlsxwriter, workbook_new)
LATE(xlsxwriter, workbook_set_properties)
LATE(xlsxwriter, worksheet_autofilter)
LATE(xlsxwriter, worksheet_data_validation_range)
LATE(xlsxwriter, worksheet_fit_to_pages)
LATE(xlsxwriter, worksheet_freeze_panes)
LATE(xlsxwriter, worksheet_protect)
LATE(xlsxwriter, worksheet_repeat_rows)
LATE(xlsxwriter, worksheet_set_column)
LATE(xlsxwriter, worksheet_set_footer)
LATE(xlsxwriter, worksheet_set_landscape)
LATE(xlsxwriter, worksheet_set_paper)
LATE(xlsxwriter, worksheet_set_row)
LATE(xlsxwriter, worksheet_write_blank)
LATE(xlsxwriter, worksheet_write_comment)
LATE(xlsxwriter, worksheet_write_number)
LATE(xlsxwriter, worksheet_write_string)

LIBRARY(archive, LATE_ARCHIVE)
LATE(archive, archive_entry_filetype)
LATE(archive, archive_entry_free)
LATE(archive, archive_entry_is_encrypted)
LATE(archive, archive_entry_new)
LATE(archive, archive_entry_pathname)
LATE(archive, archive_entry_set_filetype)
LATE(archive, archive_entry_set_mtime)
LATE(archive, archive_entry_set_pathname_utf8)
LATE(archive, archive_entry_set_perm)
LATE(archive, archive_entry_set_size)
LATE(archive, archive_entry_size)
LATE(archive, archive_entry_size_is_set)
LATE(archive, archive_error_string)
LATE(archive, archive_filter_bytes)
LATE(archive, archive_format_name)
LATE(archive, archive_read_data)
LATE(archive, archive_read_free)
LATE(archive, archive_read_new)
LATE(archive, archive_read_next_header)
LATE(archive, archive_read_open_memory)
LATE(archive, archive_read_support_format_zip)
LATE(archive, archive_read_support_format_zip_seekable)
LATE(archive, archive_read_support_format_zip_streamable)
LATE(archive, archive_write_close)
LATE(archive, archive_write_data)
LATE(archive, archive_write_free)
LATE(archive, archive_write_header)
LATE(archive, archive_write_new)
LATE(archive, archive_write_open_memory)
LATE(archive, archive_write_set_bytes_in_last_block)
LATE(archive, archive_write_set_format_zip)
LATE(archive, archive_write_set_options)

LIBRARY(charls, LATE_CHARLS)
LATE(charls, charls_get_error_message)
LATE(charls, charls_jpegls_decoder_create)
LATE(charls, charls_jpegls_decoder_decode_to_buffer)
LATE(charls, charls_jpegls_decoder_destroy)
LATE(charls, charls_jpegls_decoder_get_interleave_mode)
LATE(charls, charls_jpegls_decoder_read_header)
LATE(charls, charls_jpegls_decoder_set_source_buffer)
LATE(charls, charls_jpegls_encoder_create)
LATE(charls, charls_jpegls_encoder_destroy)
LATE(charls, charls_jpegls_encoder_encode_from_buffer)
LATE(charls, charls_jpegls_encoder_get_bytes_written)
LATE(charls, charls_jpegls_encoder_get_estimated_destination_size)
LATE(charls, charls_jpegls_encoder_set_destination_buffer)
LATE(charls, charls_jpegls_encoder_set_frame_info)
LATE(charls, charls_jpegls_encoder_set_interleave_mode)
LATE(charls, charls_jpegls_encoder_set_near_lossless)

LIBRARY(openjp2, LATE_OPENJP2)
LATE(openjp2, opj_create_compress)
LATE(openjp2, opj_create_decompress)
LATE(openjp2, opj_decode)
LATE(openjp2, opj_destroy_codec)
LATE(openjp2, opj_encode)
LATE(openjp2, opj_end_compress)
LATE(openjp2, opj_image_create)
LATE(openjp2, opj_image_destroy)
LATE(openjp2, opj_read_header)
LATE(openjp2, opj_set_default_decoder_parameters)
LATE(openjp2, opj_set_default_encoder_parameters)
LATE(openjp2, opj_set_error_handler)
LATE(openjp2, opj_setup_decoder)
LATE(openjp2, opj_setup_encoder)
LATE(openjp2, opj_start_compress)
LATE(openjp2, opj_stream_create)
LATE(openjp2, opj_stream_destroy)
LATE(openjp2, opj_stream_set_read_function)
LATE(openjp2, opj_stream_set_seek_function)
LATE(openjp2, opj_stream_set_skip_function)
LATE(openjp2, opj_stream_set_user_data)
LATE(openjp2, opj_stream_set_user_data_length)
LATE(openjp2, opj_stream_set_write_function)

LIBRARY(turbojpeg, LATE_TURBOJPEG)
LATE(turbojpeg, tjBufSize)
LATE(turbojpeg, tjCompress2)
LATE(turbojpeg, tjDecompress2)
LATE(turbojpeg, tjDestroy)
LATE(turbojpeg, tjGetErrorStr2)
LATE(turbojpeg, tjInitCompress)
LATE(turbojpeg, tjInitDecompress)

LIBRARY(cmark_gfm, LATE_CMARK_GFM)
LATE(cmark_gfm, cmark_find_syntax_extension)
LATE(cmark_gfm, cmark_iter_free)
LATE(cmark_gfm, cmark_iter_get_node)
LATE(cmark_gfm, cmark_iter_new)
LATE(cmark_gfm, cmark_iter_next)
LATE(cmark_gfm, cmark_iter_reset)
LATE(cmark_gfm, cmark_node_first_child)
LATE(cmark_gfm, cmark_node_free)
LATE(cmark_gfm, cmark_node_get_fenced)
LATE(cmark_gfm, cmark_node_get_heading_level)
LATE(cmark_gfm, cmark_node_get_literal)
LATE(cmark_gfm, cmark_node_get_start_line)
LATE(cmark_gfm, cmark_node_get_type)
LATE(cmark_gfm, cmark_node_get_type_string)
LATE(cmark_gfm, cmark_node_next)
LATE(cmark_gfm, cmark_node_parent)
LATE(cmark_gfm, cmark_node_previous)
LATE(cmark_gfm, cmark_parser_attach_syntax_extension)
LATE(cmark_gfm, cmark_parser_feed)
LATE(cmark_gfm, cmark_parser_finish)
LATE(cmark_gfm, cmark_parser_free)
LATE(cmark_gfm, cmark_parser_new)

LIBRARY(cmark_gfm_extensions, LATE_CMARK_GFM_EXTENSIONS)
LATE(cmark_gfm_extensions, cmark_gfm_core_extensions_ensure_registered)
LATE(cmark_gfm_extensions, cmark_gfm_extensions_get_table_row_is_header)

#endif
